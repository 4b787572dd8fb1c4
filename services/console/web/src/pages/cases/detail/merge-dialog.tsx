// Makes one of two cases about the same thing: which other one, and what will happen, in words.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useApiMutation, useApiQuery } from '../../../api/use-api.ts';
import { Button, DateTime, Dialog, Loaded, Notice, TextField } from '../../../components/index.ts';
import type { CaseDetail } from './case-detail.ts';
import { ChangeProblem } from './change-problem.tsx';

type Candidate = { number: string; title: string; statusText: string; reportedOn: string; distanceM?: number };
type Props = { detail: CaseDetail; refresh: () => void };

export function MergeDialog({ open, onClose, ...props }: Props & { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} title="ほかの受付にまとめる" onClose={onClose} wide>
      <MergeSteps {...props} />
    </Dialog>
  );
}

function MergeSteps({ detail, refresh }: Props) {
  const { number: caseNumber, title, version, followers } = detail;
  const navigate = useNavigate();
  const [into, setInto] = useState<Candidate>();
  const merge = useApiMutation('POST /cases/:caseNumber/merge', {
    problem: 'shown',
    done: (answer) => `受付 ${answer.into} にまとめました。住民${answer.notified}人にお知らせします。`,
    onDone: (answer) => void navigate(`/cases/${answer.into}`),
  });
  if (into === undefined) return <ChooseOther detail={detail} onChoose={setInto} />;
  return (
    <>
      <Question>
        {caseNumber}「{title}」を、{into.number}「{into.title}」にまとめます。
      </Question>
      <ul className="list-disc pl-6 leading-170">
        <li>受付 {caseNumber} は終わりになります。元には戻せません。</li>
        <li>
          受付 {caseNumber} を知らせた住民{followers}
          人に、まとめたことをLINEで1回知らせます。これからは受付 {into.number} の進みが届きます。
        </li>
        <li>写真や経過は、受付 {caseNumber} に残り、あとからも見られます。</li>
      </ul>
      <ChangeProblem problem={merge.error ?? undefined} refresh={refresh} />
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={() => setInto(undefined)}>選びなおす</Button>
        <Button
          look="danger"
          busy={merge.isPending}
          onClick={() => merge.mutate({ params: { caseNumber }, body: { into: into.number, version } })}
        >
          受付 {into.number} にまとめる
        </Button>
      </div>
    </>
  );
}

/** Takes the focus from the button that has just gone. */
function Question({ children }: { children: ReactNode }) {
  const paragraph = useRef<HTMLParagraphElement>(null);
  useEffect(() => paragraph.current?.focus(), []);
  return (
    <p ref={paragraph} tabIndex={-1} className="font-bold">
      {children}
    </p>
  );
}

function ChooseOther({ detail, onChoose }: { detail: CaseDetail; onChoose: (other: Candidate) => void }) {
  const { number: caseNumber, feature, location } = detail;
  const nearby = useApiQuery('/cases/:caseNumber/nearby', { params: { caseNumber } });
  const [typed, setTyped] = useState('');
  const text = typed.trim();
  const query = { text, feature: feature.key, status: [...OPEN], limit: MOST_FOUND };
  const found = useApiQuery('/cases', { query }, { enabled: text.length > 1, keepPrevious: true });
  const matches = (found.data?.items ?? [])
    .filter(({ number }) => number !== caseNumber)
    .map(({ createdAt, ...item }) => ({ ...item, reportedOn: createdAt }));
  return (
    <>
      <p>
        これからも対応を続けるほうの受付を選んでください。同じ機能（{feature.title}
        ）の、まだ終わっていない受付から選べます。
      </p>
      {location !== null && (
        <section aria-label="近くの受付" className="flex flex-col gap-2">
          <h3 className="text-std-16B-170">近くの受付（300m以内）</h3>
          <Loaded query={nearby}>
            {({ items }) => (
              <Candidates items={items} none="近くに、同じ種類の受付はありません。" onChoose={onChoose} />
            )}
          </Loaded>
        </section>
      )}
      <TextField
        label="受付番号か、ことばでさがす"
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {text.length > 1 && found.error !== null && <Notice kind="error">{found.error.message}</Notice>}
      {text.length > 1 && found.data !== undefined && (
        <Candidates items={matches} none="見つかりません。受付番号をお確かめください。" onChoose={onChoose} />
      )}
    </>
  );
}

const OPEN = ['received', 'in-progress'] as const;
const MOST_FOUND = 10;

function Candidates({
  items,
  none,
  onChoose,
}: {
  items: readonly Candidate[];
  none: string;
  onChoose: (other: Candidate) => void;
}) {
  if (items.length === 0) {
    return (
      <p role="status" className="text-solid-gray-700">
        {none}
      </p>
    );
  }
  return (
    <ul className="flex flex-col divide-y divide-line rounded-12 border border-line">
      {items.map((item) => (
        <li key={item.number} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
          <span>
            <span className="font-mono">{item.number}</span> <span className="font-bold">{item.title}</span>
            <span className="block text-dns-14N-130 text-solid-gray-700">
              {item.statusText}　受付日 <DateTime value={item.reportedOn} format="short" />
              {item.distanceM !== undefined && `　ここから${item.distanceM}m`}
            </span>
          </span>
          <Button size="sm" onClick={() => onChoose(item)}>
            これにまとめる<span className="sr-only">：{item.number}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}
