import { Badge, type BadgeTone, Button, type Column, DateTime, TextLink } from '../../components/index.ts';
import type { ListedMessage } from './listed-message.ts';

const TONES: Readonly<Record<ListedMessage['status'], BadgeTone>> = {
  pending: 'blue',
  queued: 'blue',
  sending: 'blue',
  sent: 'green',
  failed: 'red',
  unknown: 'yellow',
  cancelled: 'gray',
};

/** @param onResend left out for those who may not send */
export function messageColumns({
  onResend,
}: {
  onResend: ((message: ListedMessage) => void) | undefined;
}): Column<ListedMessage>[] {
  return [
    { key: 'to', header: '日時・だれに', cell: (message) => <Recipient message={message} />, nowrap: true },
    { key: 'purpose', header: '何のため', cell: (message) => <Purpose message={message} /> },
    { key: 'content', header: '内容', cell: (message) => <Content message={message} /> },
    { key: 'status', header: '結果', cell: (message) => <Outcome message={message} onResend={onResend} /> },
  ];
}

function Recipient({ message: { createdAt, residentNumber, isTest } }: { message: ListedMessage }) {
  return (
    <>
      <DateTime value={createdAt} />
      <TextLink to={`/residents?number=${residentNumber}`} className="block w-fit font-mono">
        {residentNumber}
      </TextLink>
      {isTest && <span className="block text-dns-14N-130">試しの登録</span>}
    </>
  );
}

function Purpose({ message: { purposeText, about, resendOf } }: { message: ListedMessage }) {
  return (
    <>
      {purposeText}
      {about !== null && (
        <span className="block text-dns-14N-130">
          <Subject about={about} />
        </span>
      )}
      {resendOf !== null && <span className="block text-dns-14N-130">送り直したもの</span>}
    </>
  );
}

function Subject({ about }: { about: NonNullable<ListedMessage['about']> }) {
  switch (about.kind) {
    case 'case':
      return (
        <TextLink to={`/cases/${about.caseNumber}`} className="whitespace-nowrap">
          受付 {about.caseNumber}
        </TextLink>
      );
    case 'program':
      return <TextLink to={`/benefits/${about.programId}`}>{about.name}</TextLink>;
    case 'feature':
      return about.title;
  }
}

function Content({ message: { content } }: { message: ListedMessage }) {
  if (content.kinds.length === 0) {
    return <span className="text-solid-gray-700">文章は消えています（保存する期間が過ぎました）</span>;
  }
  if (content.texts === null)
    return <span className="text-solid-gray-700">{content.kinds.join('、')}（表示しません）</span>;
  const text = content.texts.join('\n');
  const [first = ''] = text.split('\n');
  if (first === text) return <span className="text-dns-14N-130">{text}</span>;
  return (
    <details className="min-w-40 text-dns-14N-130">
      <summary className="text-blue-1000 underline underline-offset-4">{first}</summary>
      <p className="mt-2 rounded-8 bg-solid-gray-50 p-3 whitespace-pre-line">{text}</p>
    </details>
  );
}

function Outcome({
  message,
  onResend,
}: {
  message: ListedMessage;
  onResend: ((message: ListedMessage) => void) | undefined;
}) {
  const { status, statusText, problem, resend } = message;
  return (
    <div className="flex min-w-44 flex-col items-start gap-2">
      <Badge tone={TONES[status]}>{status === 'unknown' ? '届いたか不明' : statusText}</Badge>
      {problem !== null && (
        <p className="text-dns-14N-130">
          <span className="font-bold">{problem.text}</span>
          <span className="block">{problem.advice}</span>
        </p>
      )}
      {resend === 'resent' && (
        <p className="text-dns-14N-130">
          送り直しました。
          <TextLink to={`/messages?residentNumber=${message.residentNumber}`}>新しいほうの結果を見る</TextLink>
        </p>
      )}
      {resend === 'too-early' && (
        <p className="text-dns-14N-130">まだ確かめています。はじめに送ってから24時間たつと、送り直せます。</p>
      )}
      {(resend === 'possible' || resend === 'risky') && onResend !== undefined && (
        <Button size="sm" icon="retry" onClick={() => onResend(message)}>
          送り直す<span className="sr-only">：{message.residentNumber}へ</span>
        </Button>
      )}
    </div>
  );
}
