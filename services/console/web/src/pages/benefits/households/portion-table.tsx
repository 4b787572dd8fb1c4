import type { ReactNode } from 'react';
import { Badge, type Column, formatDate, Money, StatusBadge, Table, TextLink } from '../../../components/index.ts';
import { type Household, PORTION_STATUS } from '../words.ts';

export type Portion = Household['portions'][number];

/** Who of a household is entitled to what. Fenced persons are in it: it is for staff, not for the household. */
export function PortionTable({
  programId,
  portions,
  actions,
}: {
  programId: string;
  portions: readonly Portion[];
  actions?: (portion: Portion) => ReactNode;
}) {
  const columns: readonly Column<Portion>[] = [
    {
      key: 'name',
      header: '氏名・生年月日',
      cell: ({ name, birthdate, isHead, isFenced }) => (
        <span className="flex flex-wrap items-center gap-2">
          <span>
            {name}
            <span className="block text-dns-14N-130 whitespace-nowrap">{formatDate(birthdate, 'era')}</span>
          </span>
          {isHead && <Badge tone="gray">世帯主</Badge>}
          {isFenced && <Badge tone="red">切り離し（秘密）</Badge>}
        </span>
      ),
    },
    { key: 'amount', header: '金額', align: 'end', cell: ({ amountYen }) => <Money yen={amountYen} /> },
    {
      key: 'status',
      header: '状態・申請',
      nowrap: true,
      cell: ({ status, claimId, claimNumber }) => (
        <>
          <StatusBadge status={status} table={PORTION_STATUS} />
          {claimId !== null && (
            <TextLink to={`/benefits/${programId}/claims/${claimId}`} className="mt-1 block w-fit">
              {claimNumber}
            </TextLink>
          )}
        </>
      ),
    },
    ...(actions === undefined ? [] : [{ key: 'actions', header: 'できること', cell: actions }]),
  ];
  return (
    <Table caption="世帯の対象者" columns={columns} rows={portions} rowKey={({ entitlementId }) => entitlementId} />
  );
}

/** Said wherever a fenced person is on the screen. */
export const FENCE_WARNING =
  '切り離した人がいることも、金額も、申請のようすも、世帯の人に話さないでください。電話でも窓口でも同じです。世帯主の画面・お知らせ・手紙には出ません。';
