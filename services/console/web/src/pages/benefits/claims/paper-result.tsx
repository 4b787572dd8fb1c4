import { Button, Card, formatYen, LinkButton, Notice } from '../../../components/index.ts';
import type { Program } from '../words.ts';
import type { PaperReceipt } from './paper-form.tsx';

export function PaperResult({
  program,
  receipt: { claimId, number, amountYen, isNew },
  onNext,
}: {
  program: Program;
  receipt: PaperReceipt;
  onNext: () => void;
}) {
  return (
    <Card>
      {isNew ? (
        <Notice kind="success" announce title="入力しました">
          別の人が紙と見くらべて確かめると、承認へ進みます。
        </Notice>
      ) : (
        <Notice announce title="この番号の申請書は、もう入力されています">
          申請は増えていません。
        </Notice>
      )}
      <p className="text-solid-gray-700">受付番号（申請書に書いてください）</p>
      <p className="text-std-32B-150 tabular-nums">{number}</p>
      <p className="text-std-20B-150">{formatYen(amountYen)}</p>
      <div className="flex flex-wrap gap-3">
        <Button look="primary" size="lg" icon="plus" onClick={onNext}>
          つぎの申請書を入力する
        </Button>
        <LinkButton size="lg" to={`/benefits/${program.id}/claims/${claimId}`}>
          この申請を見る
        </LinkButton>
      </div>
    </Card>
  );
}
