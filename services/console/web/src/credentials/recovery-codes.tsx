import { Button, CopyButton, Notice, saveFile } from '../components/index.ts';

/** Shown once. Each opens the door once, where the phone is lost. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const text = codes.join('\n');
  return (
    <div className="flex flex-col gap-5">
      <Notice kind="warning" title="いま控えてください。この画面は二度と出せません。">
        スマートフォンをなくしたときに、確認コードの代わりに使います。ひとつの回復コードは、一度だけ使えます。
      </Notice>
      <ul
        aria-label="回復コード"
        className="flex flex-col gap-2 rounded-12 border border-line bg-solid-gray-50 p-5 font-mono text-std-18N-160"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          size="sm"
          icon="download"
          onClick={() => saveFile({ fileName: '手のひら市役所-回復コード.txt', blob: new Blob([`${text}\n`]) })}
        >
          ファイルに保存
        </Button>
        <CopyButton text={text} what="回復コード" />
      </div>
      <div>
        <Button look="primary" size="lg" onClick={onKept}>
          控えました。次へ進む
        </Button>
      </div>
    </div>
  );
}
