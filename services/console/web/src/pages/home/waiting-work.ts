// What waits, as cards: what it is, how much of it, and where it is done.

import type { IconName } from '../../components/icon.tsx';
import { formatYen } from '../../components/money.tsx';
import type { Home } from './home.ts';

export type Work = {
  key: string;
  to: string;
  icon: IconName;
  title: string;
  count: number;
  unit: string;
  note: string;
};

type Waiting = Home['waiting'];

/** Only what there is; what concerns money first, because somebody waits for it. */
export function listWork(waiting: Waiting): Work[] {
  return [...moneyOf(waiting), ...casesOf(waiting.cases)].filter(({ count }) => count > 0);
}

function moneyOf({ claimsToApprove, unknownPayouts, batchesToRelease, papersToConfirm, doubtfulMatches }: Waiting) {
  return [
    ...unknownPayouts.map(
      ({ programId, programName, count, totalYen }): Work => ({
        ...{ key: `unknown:${programId}`, to: `/benefits/${programId}`, icon: 'warning', count, unit: '件' },
        ...{ title: '支払えたか分からない支払い', note: `${programName}　${formatYen(totalYen)}` },
      }),
    ),
    ...batchesToRelease.map(
      ({ batchId, programId, programName, count, totalYen }): Work => ({
        ...{ key: `batch:${batchId}`, to: `/benefits/${programId}`, icon: 'coin', count, unit: '件' },
        ...{ title: '承認を待つ振込ファイル', note: `${programName}　${formatYen(totalYen)}` },
      }),
    ),
    ...claimsToApprove.map(
      ({ programId, programName, count, totalYen }): Work => ({
        ...{ key: `claims:${programId}`, to: `/benefits/${programId}`, icon: 'check', count, unit: '件' },
        ...{ title: '承認を待つ申請', note: `${programName}　${formatYen(totalYen)}` },
      }),
    ),
    ...papersToConfirm.map(
      ({ programId, programName, count }): Work => ({
        ...{ key: `papers:${programId}`, to: `/benefits/${programId}`, icon: 'receipt', count, unit: '件' },
        ...{ title: '確かめてほしい紙の申請', note: programName },
      }),
    ),
    ...doubtfulMatches.map(
      ({ programId, programName, count }): Work => ({
        ...{ key: `matches:${programId}`, to: `/benefits/${programId}/matches`, icon: 'people', count, unit: '組' },
        ...{ title: '同じ人か、迷っている照合', note: programName },
      }),
    ),
  ];
}

function casesOf({ mine, ofMyDepartments, unassigned }: Waiting['cases']): Work[] {
  const about = { icon: 'inbox', unit: '件' } as const;
  return [
    {
      ...{ ...about, key: 'mine', to: '/cases?assignee=me', count: mine },
      ...{ title: 'あなたが担当の受付', note: '対応の終わっていないもの' },
    },
    {
      ...{ ...about, key: 'department', to: '/cases?department=mine&assignee=none', count: ofMyDepartments },
      ...{ title: 'あなたの部署の受付', note: '担当が決まっていないもの' },
    },
    {
      ...{ ...about, key: 'unassigned', to: '/cases?department=none&assignee=none', count: unassigned },
      ...{ title: '行き先の決まっていない受付', note: '部署も担当も決まっていないもの' },
    },
  ];
}
