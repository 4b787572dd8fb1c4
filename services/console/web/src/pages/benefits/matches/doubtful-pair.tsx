import type { AnswerOf } from '../../../api/api-types.ts';
import { useApiMutation } from '../../../api/use-api.ts';
import { Badge, Button, formatDate, Icon } from '../../../components/index.ts';
import { useMay, useMe } from '../../../shell/me.ts';
import { ConfirmedAction } from '../confirmed-action.tsx';
import { Reason, whoMay } from '../permitted.tsx';
import { useNames } from '../use-colleagues.ts';
import { sayMatchReason } from '../words.ts';
import { compareTexts, type Run } from './compare-text.ts';

type Match = AnswerOf<'GET /programs/:programId/matches/doubtful'>['matches'][number];

/** Two of the three were the same once spellings were brought into line; this is the third. */
const DIFFERING: Readonly<Record<Match['reason'], 'name' | 'birthdate' | 'address' | undefined>> = {
  ...{ 'name-birth': 'address', 'birth-lot': 'name', 'name-lot': 'birthdate' },
  ...{ full: undefined, lot: undefined, ambiguous: undefined },
};

/** Somebody on the list beside somebody who registered, and what a person makes of them. */
export function DoubtfulPair({ match }: { match: Match }) {
  const { listed, registered, reason, reasonText } = match;
  const day = (text: string) => formatDate(text, 'era');
  const differing = DIFFERING[reason];
  return (
    <article className="flex flex-col gap-4 rounded-16 border border-line bg-white p-6">
      <header className="flex flex-wrap items-center gap-3">
        <h3 className="text-std-18B-160">{listed.name}</h3>
        <Badge tone="yellow">{sayMatchReason(reason)}</Badge>
        {match.status === 'seconded' && <Badge tone="blue">ひとりが認めました</Badge>}
      </header>
      <p>{reasonText}</p>
      <table className="w-full table-fixed border-collapse">
        <caption className="sr-only">{listed.name}さんの、リストと本人確認の比べ</caption>
        <thead>
          <tr className="border-b border-solid-gray-420 text-left text-dns-14B-130">
            <th scope="col" className="w-28 py-2 pr-3">
              くらべる項目
            </th>
            <th scope="col" className="py-2 pr-3">
              対象者リスト
            </th>
            <th scope="col" className="py-2 pr-3">
              LINEで本人確認をした人
            </th>
            <th scope="col" className="w-32 py-2">
              違い
            </th>
          </tr>
        </thead>
        <tbody>
          <Compared label="氏名" left={listed.name} right={registered.name} isSame={differing !== 'name'} />
          <Compared
            label="生年月日"
            left={day(listed.birthdate)}
            right={day(registered.birthdate)}
            isSame={differing !== 'birthdate'}
          />
          <Compared label="住所" left={listed.address} right={registered.address} isSame={differing !== 'address'} />
          <tr className="border-b border-line">
            <th scope="row" className="py-2 pr-3 text-left">
              カナ
            </th>
            <td className="py-2 pr-3">{listed.kana}</td>
            <td className="py-2 pr-3 text-solid-gray-700">（本人確認にはありません）</td>
            <td />
          </tr>
        </tbody>
      </table>
      <Decision match={match} />
    </article>
  );
}

/** What is the same is so but for its spelling; only what is not gets its letters compared. */
function Compared({ label, left, right, isSame }: { label: string; left: string; right: string; isSame: boolean }) {
  const asTheyAre = { left: [{ text: left, differs: false }], right: [{ text: right, differs: false }] };
  const compared = isSame ? asTheyAre : compareTexts(left, right);
  return (
    <tr className="border-b border-line align-top">
      <th scope="row" className="py-2 pr-3 text-left">
        {label}
      </th>
      <td className="py-2 pr-3 text-std-18N-160">
        <Marked runs={compared.left} />
      </td>
      <td className="py-2 pr-3 text-std-18N-160">
        <Marked runs={compared.right} />
      </td>
      <td className="py-2">
        {isSame ? (
          <span className="text-green-900">{left === right ? '同じ' : '同じ（書き方だけ違う）'}</span>
        ) : (
          <span className="inline-flex items-center gap-1 font-bold text-red-1000">
            <Icon name="warning" className="size-4" />
            違う
          </span>
        )}
      </td>
    </tr>
  );
}

function Marked({ runs }: { runs: readonly Run[] }) {
  return runs.map(({ text, differs }, index) =>
    differs ? (
      <mark
        // biome-ignore lint/suspicious/noArrayIndexKey: runs have no other name, and are drawn anew together
        key={index}
        className="border-b-2 border-red-900 bg-yellow-200 font-bold text-black"
      >
        {text}
      </mark>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <span key={index}>{text}</span>
    ),
  );
}

function Decision({ match: { matchId, status, decidedBy, listed } }: { match: Match }) {
  const may = useMay();
  const { staffId } = useMe();
  const nameOf = useNames();
  const accept = useApiMutation('POST /matches/:matchId/decision', {
    done: ({ status: now }) =>
      now === 'accepted' ? '同じ人と認めました。' : 'ひとりめとして認めました。もうひとりの確認を待ちます。',
  });
  if (!may('prepare')) return <Reason>{`組を確かめるのは、${whoMay('prepare')}です。`}</Reason>;
  const params = { matchId };
  const isFirst = decidedBy === staffId;
  return (
    <div className="flex flex-col gap-3">
      {status === 'seconded' && (
        <Reason>
          {isFirst
            ? 'あなたがひとりめとして認めました。別の職員の確認を待っています。'
            : `${nameOf(decidedBy)}さんが、ひとりめとして認めました。`}
        </Reason>
      )}
      <div className="flex flex-wrap gap-3">
        {!isFirst && (
          <Button
            look="primary"
            icon="check"
            busy={accept.isPending}
            onClick={() => accept.mutate({ params, body: { decision: 'accept' } })}
          >
            {status === 'seconded' ? '同じ人と認める（ふたりめ）' : '同じ人と認める（ひとりめ）'}
            <span className="sr-only">：{listed.name}</span>
          </Button>
        )}
        <ConfirmedAction
          route="POST /matches/:matchId/decision"
          input={{ params, body: { decision: 'reject' } }}
          label="別の人とする"
          about={listed.name}
          title="別の人としますか"
          done="別の人としました。"
        >
          <p>この組は照合から外れ、LINEのお知らせは送られません。世帯には、手紙で知らせることになります。</p>
        </ConfirmedAction>
      </div>
    </div>
  );
}
