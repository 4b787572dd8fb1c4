// The whole of a program as ten steps, each with what is so and what comes next. Only numbers that the server counted go
// in, so that it can be tried without a browser.
import { formatCount, formatYen } from '../../../components/money.tsx';
import type { StaffPermission } from '../../../shell/me.ts';
import { summarize, sumTotals } from '../sum-totals.ts';
import type { Program, Progress } from '../words.ts';

/** `attention`: something waits for a person, or is not right. `now`: this is the one to do. `later`: something else comes first. */
export type StepState = 'done' | 'now' | 'attention' | 'later';

export type Step = {
  key: string;
  title: string;
  state: StepState;
  /** What is so, with its numbers. */
  facts: readonly string[];
  /** What to do; absent where there is nothing. */
  next?: string;
  /** Who may. */
  who: StaffPermission;
  /** Below the program's address. */
  path: string;
};

type Sight = { program: Pick<Program, 'status' | 'surveyKey'>; progress: Progress; today: string };
type Judged = Pick<Step, 'state' | 'facts' | 'next' | 'who'>;

export function stepsOf(sight: Sight): Step[] {
  return [
    { key: 'budget', title: '予算', path: '/budget', ...judgeBudget(sight) },
    { key: 'list', title: '対象者リスト', path: '/lists', ...judgeList(sight) },
    { key: 'matching', title: '照合', path: '/matches', ...judgeMatching(sight) },
    { key: 'reach', title: '届け方の計画', path: '/reach', ...judgeReach(sight) },
    { key: 'notices', title: 'お知らせ・手紙', path: '/notices', ...judgeNotices(sight) },
    { key: 'claims', title: '申請', path: '/claims', ...judgeClaims(sight) },
    { key: 'approvals', title: '承認', path: '/approvals', ...judgeApprovals(sight) },
    { key: 'payments', title: '支払い', path: '/batches', ...judgePayments(sight) },
    { key: 'results', title: '結果と戻り', path: '/payouts', ...judgeResults(sight) },
    { key: 'records', title: '記録', path: '/households', ...judgeRecords(sight) },
  ];
}

function judgeBudget({ progress }: Sight): Judged {
  const fundedYen = -progress.balances.appropriation;
  const { entitled } = summarize(progress);
  const neededYen = entitled.amountYen - progress.portions.declined.amountYen - progress.portions.expired.amountYen;
  const shared = { facts: [`予算 ${formatYen(fundedYen)}`], who: 'manage' } as const;
  if (fundedYen === 0)
    return {
      ...shared,
      state: 'now',
      next: '予算を登録します。なくてもほかの準備は進められますが、承認には予算がいります。',
    };
  if (fundedYen >= neededYen) return { ...shared, state: 'done' };
  const missing = `対象者全員の分には ${formatYen(neededYen - fundedYen)} 足りません`;
  return {
    ...shared,
    state: 'attention',
    facts: [...shared.facts, missing],
    next: '全員が申請すると足りなくなります。予算を確かめます。',
  };
}

function judgeList({ progress: { lists, portions } }: Sight): Judged {
  const { inForce, newest } = lists;
  const listed = sumTotals(Object.values(portions)).count - portions.withdrawn.count;
  const facts = inForce ? [`第${inForce.number}版を反映済み（${formatCount(listed)}人分）`] : [];
  if (newest?.status === 'reading')
    return { state: 'now', facts: [...facts, '読み込んでいます'], next: '終わるまで待ちます。', who: 'prepare' };
  if (newest?.status === 'staged') {
    const next = '違いを確かめて反映します。取り込んだ人とは別の人が行います。';
    return { state: 'now', facts: [...facts, `第${newest.number}版が反映を待っています`], next, who: 'approve' };
  }
  if (newest?.status === 'refused') {
    const refused = `第${newest.number}版は取り込めませんでした（直すところ ${formatCount(newest.problemCount)}か所）`;
    return {
      state: 'attention',
      facts: [...facts, refused],
      next: '報告のとおりに直して、もう一度取り込みます。',
      who: 'prepare',
    };
  }
  if (inForce) return { state: 'done', facts, who: 'prepare' };
  return {
    state: 'now',
    facts: ['まだありません'],
    next: '基幹システムから書き出したCSVを取り込みます。',
    who: 'prepare',
  };
}

function judgeMatching({ progress: { lists, matching } }: Sight): Judged {
  const { inForce } = lists;
  const { ranAt, accepted, doubtful, seconded } = matching;
  if (!inForce) return { state: 'later', facts: ['対象者リストを反映した後に行います'], who: 'prepare' };
  if (ranAt === null)
    return {
      state: 'now',
      facts: ['まだ行っていません'],
      next: '対象者と、LINEで本人確認をした住民を照合します。',
      who: 'prepare',
    };
  const facts = [`一致 ${formatCount(accepted)}人`, `人が確かめる ${formatCount(doubtful + seconded)}組`];
  if (inForce.appliedAt !== null && ranAt < inForce.appliedAt) {
    return { state: 'now', facts, next: 'リストが新しくなったので、もう一度照合します。', who: 'prepare' };
  }
  if (doubtful + seconded > 0)
    return {
      state: 'attention',
      facts,
      next: 'あいまいな組を、人が確かめます。認めるにはふたりいります。',
      who: 'prepare',
    };
  return { state: 'done', facts, who: 'prepare' };
}

function judgeReach({ progress: { reach, matching } }: Sight): Judged {
  if (matching.ranAt === null) return { state: 'later', facts: ['照合の後に分かります'], who: 'read' };
  const facts = [
    `申請済みなど ${formatCount(reach.done)}世帯`,
    `LINE ${formatCount(reach.superFastPass)}世帯`,
    `手紙 ${formatCount(reach.letter)}世帯`,
    `まだ届かない ${formatCount(reach.nobody + reach.fenced.nobody)}`,
  ];
  if (reach.nobody + reach.fenced.nobody === 0) return { state: 'done', facts, who: 'read' };
  return { state: 'attention', facts, next: '届かない世帯と人に、別の方法で知らせます。', who: 'read' };
}

function judgeNotices({ program, progress: { reach, notices, letters, matching } }: Sight): Judged {
  const facts = [`LINE ${formatCount(notices.stored)}人`, `手紙 ${formatCount(letters.households)}世帯`];
  const shared = { facts, who: 'approve' } as const;
  if (program.status === 'draft') {
    if (matching.ranAt === null) return { ...shared, state: 'later' };
    return { ...shared, state: 'now', next: '受付を始めると、お知らせと手紙を送れます。' };
  }
  if (notices.failed > 0) {
    const failed = `LINEで届かなかった ${formatCount(notices.failed)}人`;
    return {
      ...shared,
      facts: [...facts, failed],
      state: 'attention',
      next: '届かなかった人に、手紙などで知らせます。',
    };
  }
  if (program.status === 'closed') return { ...shared, state: 'done' };
  if (notices.stored === 0 && reach.superFastPass > 0)
    return { ...shared, state: 'now', next: '照合できた人に、LINEで知らせます。' };
  if (letters.households === 0 && reach.letter > 0)
    return { ...shared, state: 'now', next: 'LINEで届かない世帯に、手紙を送ります。' };
  return { ...shared, state: notices.stored + letters.households > 0 ? 'done' : 'later' };
}

function judgeClaims({ program, progress }: Sight): Judged {
  const { claims, waitsForAccount } = progress;
  const { applied } = summarize(progress);
  const facts = [`${formatCount(applied.count)}件`, formatYen(applied.amountYen)];
  if (claims.keyed.count > 0) {
    const waiting = `確認を待つ紙の申請 ${formatCount(claims.keyed.count)}件`;
    return {
      state: 'attention',
      facts: [...facts, waiting],
      next: '入力した人とは別の人が、紙と見くらべて確かめます。',
      who: 'handle',
    };
  }
  if (waitsForAccount > 0) {
    const waiting = `公金受取口座の書き入れを待つ ${formatCount(waitsForAccount)}件`;
    return {
      state: 'attention',
      facts: [...facts, waiting],
      next: '市の側で調べた口座を書き入れます。',
      who: 'prepare',
    };
  }
  if (program.status === 'open')
    return { state: 'now', facts, next: '申請を待ちます。紙で届いたものは入力します。', who: 'prepare' };
  return { state: program.status === 'closed' ? 'done' : 'later', facts, who: 'prepare' };
}

function judgeApprovals({ progress: { claims } }: Sight): Judged {
  const facts = [
    `承認待ち ${formatCount(claims.claimed.count)}件 ${formatYen(claims.claimed.amountYen)}`,
    `承認済み ${formatCount(claims.approved.count + claims.paid.count)}件`,
  ];
  if (claims.claimed.count > 0)
    return { state: 'now', facts, next: '件数と合計を確かめて承認します。準備した本人はできません。', who: 'approve' };
  return { state: claims.approved.count + claims.paid.count > 0 ? 'done' : 'later', facts, who: 'approve' };
}

function judgePayments({ progress: { payouts, batches } }: Sight): Judged {
  const at = (...statuses: Progress['payouts'][number]['status'][]) =>
    sumTotals(payouts.filter(({ status }) => statuses.includes(status)));
  const [ready, drafts, released] = [at('ready'), at('batched'), batches.filter(({ status }) => status === 'released')];
  const facts = [
    `順番待ち ${formatCount(ready.count)}件`,
    `支払い済み ${formatCount(at('settled').count)}件 ${formatYen(at('settled').amountYen)}`,
  ];
  if (drafts.count > 0) {
    const waiting = `承認を待つ振込データ ${formatCount(drafts.count)}件`;
    return {
      state: 'now',
      facts: [...facts, waiting],
      next: 'つくった人とは別の人が、銀行に渡してよいか決めます。',
      who: 'approve',
    };
  }
  if (ready.count > 0)
    return {
      state: 'now',
      facts,
      next: '振込の分は、振込データをつくります。ほかの分は自動で進みます。',
      who: 'prepare',
    };
  if (released.length > 0)
    return { state: 'now', facts, next: '銀行に渡しました。振込指定日を待ちます。', who: 'approve' };
  return { state: payouts.length > 0 ? 'done' : 'later', facts, who: 'prepare' };
}

function judgeResults({ progress: { claims, stuck, batches }, today }: Sight): Judged {
  const due = batches.filter(({ status, payOn }) => status === 'released' && payOn <= today);
  const facts = [`支給済み ${formatCount(claims.paid.count)}件`, `戻り ${formatCount(claims.returned.count)}件`];
  if (stuck > 0) {
    const unknown = `人が確かめる支払い ${formatCount(stuck)}件`;
    return {
      state: 'attention',
      facts: [...facts, unknown],
      next: '支払われたかどうかを、発行会社に確かめて記録します。',
      who: 'approve',
    };
  }
  if (claims.returned.count > 0) {
    return {
      state: 'attention',
      facts,
      next: '口座などを直してもらうか、市で直して、もう一度承認します。',
      who: 'prepare',
    };
  }
  if (due.length > 0)
    return { state: 'now', facts, next: '振込指定日になりました。振込が済んだことを記録します。', who: 'approve' };
  return { state: claims.paid.count > 0 ? 'done' : 'later', facts, who: 'approve' };
}

function judgeRecords({ progress }: Sight): Judged {
  const { paid } = summarize(progress);
  const facts = ['世帯ごとに、はじめから終わりまでをたどれます'];
  return { state: paid.count > 0 ? 'done' : 'later', facts, who: 'read' };
}
