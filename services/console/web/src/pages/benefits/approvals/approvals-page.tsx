import { useState } from 'react';
import { useApiQuery } from '../../../api/use-api.ts';
import {
  Badge,
  type Column,
  DateTime,
  EmptyState,
  Icon,
  Loaded,
  Money,
  Notice,
  Skeleton,
  Table,
  TextLink,
} from '../../../components/index.ts';
import { useMay, useMe } from '../../../shell/me.ts';
import { Reason, whoMay } from '../permitted.tsx';
import { ProgramPage } from '../program-page.tsx';
import { useNames } from '../use-colleagues.ts';
import { type Method, titleOf, useMethods } from '../use-methods.ts';
import { ACCOUNT_KINDS, CHANNELS, type Program, sayMatchReason } from '../words.ts';
import { ApprovalBar } from './approval-bar.tsx';
import { obstacleOf, type WaitingClaim } from './obstacle.ts';

/** As many as are shown and approved at a time. */
const MOST = 1_000;

export function Page() {
  return (
    <ProgramPage
      title="承認"
      lead="申請を支払いに進めます。件数と合計を確かめて承認してください。入力や確認をした本人は、その申請を承認できません。"
    >
      {(program) => <Approvals program={program} />}
    </ProgramPage>
  );
}

function Approvals({ program }: { program: Program }) {
  const params = { programId: program.id };
  const waiting = useApiQuery('/programs/:programId/claims/to-approve', { params, query: { limit: MOST } });
  return (
    <Loaded query={waiting} loading={<Skeleton lines={10} />}>
      {({ claims }) =>
        claims.length === 0 ? (
          <EmptyState icon="check" title="承認を待つ申請は、ありません">
            申請が届くか、紙の申請が確かめられると、ここに出ます。
          </EmptyState>
        ) : (
          <Choosing program={program} claims={claims} />
        )
      }
    </Loaded>
  );
}

function Choosing({ program, claims }: { program: Program; claims: readonly WaitingClaim[] }) {
  const { staffId } = useMe();
  const mayApprove = useMay()('approve');
  const methods = useMethods();
  const nameOf = useNames();
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const possible = claims.filter((claim) => obstacleOf(claim, staffId) === undefined);
  const chosen = mayApprove ? possible.filter(({ claimId }) => !leftOut.has(claimId)) : [];
  const toggle = (claimId: string) =>
    setLeftOut((before) => {
      const after = new Set(before);
      if (!after.delete(claimId)) after.add(claimId);
      return after;
    });
  const columns = columnsOf({ program, staffId, methods, nameOf });
  return (
    <>
      {!mayApprove && <Reason>{`承認するのは、${whoMay('approve')}です。`}</Reason>}
      {claims.length === MOST && (
        <Notice>{`受付の古い順に、${MOST}件までを表示しています。承認すると、続きが出ます。`}</Notice>
      )}
      {mayApprove && (
        <ApprovalBar
          program={program}
          chosen={chosen}
          possible={possible}
          onChooseAll={() => setLeftOut(new Set())}
          onChooseNone={() => setLeftOut(new Set(possible.map(({ claimId }) => claimId)))}
          onDone={() => setLeftOut(new Set())}
        />
      )}
      <Table
        caption="承認を待つ申請、受付の古い順"
        columns={
          mayApprove
            ? [choiceColumn((claimId) => chosen.some((each) => each.claimId === claimId), toggle, staffId), ...columns]
            : columns
        }
        rows={claims}
        rowKey={({ claimId }) => claimId}
        dense
      />
    </>
  );
}

function choiceColumn(
  isChosen: (claimId: string) => boolean,
  onToggle: (claimId: string) => void,
  staffId: string,
): Column<WaitingClaim> {
  return {
    key: 'chosen',
    header: '承認する',
    width: 'w-20',
    cell: (claim) => (
      <input
        type="checkbox"
        aria-label={`${claim.number} を承認する`}
        className="mt-1 size-5 accent-blue-900"
        checked={isChosen(claim.claimId)}
        disabled={obstacleOf(claim, staffId) !== undefined}
        onChange={() => onToggle(claim.claimId)}
      />
    ),
  };
}

function columnsOf({
  program,
  staffId,
  methods,
  nameOf,
}: {
  program: Program;
  staffId: string;
  methods: ReadonlyMap<string, Method>;
  nameOf: (actor: string | null) => string;
}): readonly Column<WaitingClaim>[] {
  return [
    {
      key: 'number',
      header: '受付番号・日時',
      nowrap: true,
      cell: ({ claimId, number, receivedAt }) => (
        <>
          <TextLink to={`/benefits/${program.id}/claims/${claimId}`}>{number}</TextLink>
          <span className="block text-dns-14N-130">
            <DateTime value={receivedAt} />
          </span>
        </>
      ),
    },
    {
      key: 'amount',
      header: '金額・受け取り方',
      cell: ({ amountYen, method, accountKind }) => (
        <>
          <Money yen={amountYen} className="block font-bold" />
          {titleOf(methods, method)}
          {accountKind !== 'none' && (
            <span className="block text-dns-14N-130 text-solid-gray-700">{ACCOUNT_KINDS[accountKind]}</span>
          )}
        </>
      ),
    },
    {
      key: 'channel',
      header: '経路・認めたわけ',
      cell: ({ channel, matchReason, byProxy, isReissue }) => (
        <span className="flex flex-col items-start gap-1">
          {CHANNELS[channel]}
          {matchReason !== null && (
            <span className="text-dns-14N-130 text-solid-gray-700">{sayMatchReason(matchReason)}</span>
          )}
          <span className="flex gap-2">
            {byProxy && <Badge tone="purple">代理</Badge>}
            {isReissue && <Badge tone="purple">再支給</Badge>}
          </span>
        </span>
      ),
    },
    {
      key: 'prepared',
      header: '準備した人',
      width: 'min-w-28',
      cell: (claim) => {
        const obstacle = obstacleOf(claim, staffId);
        return (
          <>
            {claim.preparedBy.length === 0 ? '本人がLINEで' : claim.preparedBy.map(nameOf).join('、')}
            {obstacle !== undefined && (
              <span className="mt-1 flex items-start gap-1 text-dns-14N-130 text-red-1000">
                <Icon name="warning" className="size-4" />
                {obstacle}
              </span>
            )}
          </>
        );
      },
    },
  ];
}
