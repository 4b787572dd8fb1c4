import { useParams } from 'react-router';
import { useApiQuery } from '../../../api/use-api.ts';
import {
  Badge,
  Card,
  type Column,
  DateTime,
  DescriptionList,
  formatDate,
  Loaded,
  Money,
  Notice,
  Skeleton,
  StatusBadge,
  Table,
  TextLink,
} from '../../../components/index.ts';
import { FENCE_WARNING } from '../households/portion-table.tsx';
import { PayoutTable } from '../payouts/payout-table.tsx';
import { ProgramPage } from '../program-page.tsx';
import { useNames } from '../use-colleagues.ts';
import { titleOf, useMethods } from '../use-methods.ts';
import { ACCOUNT_KINDS, CHANNELS, CLAIM_STATUS, type Program, sayMatchReason } from '../words.ts';
import type { Claim } from './claim.ts';
import { ClaimActions } from './claim-actions.tsx';
import { RecipientCard } from './recipient-card.tsx';

const PORTION_COLUMNS: readonly Column<Claim['portions'][number]>[] = [
  {
    key: 'name',
    header: '氏名',
    cell: ({ name, isHead, isFenced, live }) => (
      <span className="flex flex-wrap items-center gap-2">
        {name}
        {isHead && <Badge>世帯主</Badge>}
        {isFenced && <Badge tone="red">切り離し（秘密）</Badge>}
        {!live && <Badge>申請から外れた</Badge>}
      </span>
    ),
  },
  { key: 'birthdate', header: '生年月日', nowrap: true, cell: ({ birthdate }) => formatDate(birthdate, 'era') },
  { key: 'amount', header: '金額', align: 'end', cell: ({ amountYen }) => <Money yen={amountYen} /> },
];

export function Page() {
  return (
    <ProgramPage title="申請の内容" parent={{ path: '/claims', label: '申請' }}>
      {(program) => <ClaimView program={program} />}
    </ProgramPage>
  );
}

function ClaimView({ program }: { program: Program }) {
  const { claimId = '' } = useParams();
  const claim = useApiQuery('/claims/:claimId', { params: { claimId } });
  return (
    <Loaded query={claim} loading={<Skeleton lines={10} />}>
      {(found) => (
        <>
          {found.portions.some(({ isFenced }) => isFenced) && (
            <Notice kind="warning" title="世帯から切り離した人の申請です（外に出してはいけない情報です）">
              {FENCE_WARNING}
            </Notice>
          )}
          <Facts program={program} claim={found} />
          <Card title="だれの分か">
            <Table
              caption="申請に含まれる人"
              columns={PORTION_COLUMNS}
              rows={found.portions}
              rowKey={({ entitlementId }) => entitlementId}
            />
          </Card>
          <RecipientCard key={`${claimId} ${found.waitsForAccount}`} claim={found} />
          <ClaimActions program={program} claim={found} />
          {found.payouts.length > 0 && (
            <Card title="支払い">
              <PayoutTable programId={program.id} rows={found.payouts} caption="この申請の支払い" />
            </Card>
          )}
        </>
      )}
    </Loaded>
  );
}

function Facts({ program, claim }: { program: Program; claim: Claim }) {
  const nameOf = useNames();
  const methods = useMethods();
  const { number, status, channel, method, accountKind, amountYen, receivedAt, matchReason, byProxy } = claim;
  const { householdId, keyedBy, confirmedBy, approvedBy, approvedAt } = claim;
  return (
    <Card
      title={number}
      actions={
        <span className="flex flex-wrap gap-2">
          <StatusBadge status={status} table={CLAIM_STATUS} />
          {byProxy && <Badge tone="purple">代理</Badge>}
        </span>
      }
    >
      <DescriptionList
        items={[
          { term: '金額', value: <Money yen={amountYen} className="text-std-20B-150" /> },
          { term: '受付日時', value: <DateTime value={receivedAt} /> },
          { term: '届いた経路', value: CHANNELS[channel] },
          { term: '本人と認めたわけ', value: matchReason === null ? '－' : sayMatchReason(matchReason) },
          { term: '受け取り方', value: `${titleOf(methods, method)}・${ACCOUNT_KINDS[accountKind]}` },
          ...(keyedBy === null ? [] : [{ term: '入力した人', value: nameOf(keyedBy) }]),
          ...(confirmedBy === null ? [] : [{ term: '確かめた人', value: nameOf(confirmedBy) }]),
          ...(approvedBy === null
            ? []
            : [
                {
                  term: '承認した人',
                  value: (
                    <>
                      {nameOf(approvedBy)}　<DateTime value={approvedAt} />
                    </>
                  ),
                },
              ]),
          {
            term: '世帯',
            value: <TextLink to={`/benefits/${program.id}/households/${householdId}`}>世帯の記録を見る</TextLink>,
          },
        ]}
      />
    </Card>
  );
}
