// The evidence of a household as one story: everything that happened, by time. Pure, so that it can be read in a test.

import { formatYen } from '../../../components/money.tsx';
import type { TimelineEntry } from '../../../components/timeline.tsx';
import { type Method, titleOf } from '../use-methods.ts';
import { CHANNELS, type Evidence, sayMatchReason } from '../words.ts';

export type Teller = {
  nameOf: (actor: string | null) => string;
  methods: ReadonlyMap<string, Method>;
};

type Entry = Omit<TimelineEntry, 'children'> & { children?: string };

export function tellStory(evidence: Evidence, teller: Teller): Entry[] {
  return [
    ...tellAudit(evidence, teller),
    ...tellLetter(evidence),
    ...tellClaims(evidence, teller),
    ...tellMessages(evidence),
    ...tellAttempts(evidence, teller),
  ].sort((one, other) => one.at.localeCompare(other.at));
}

/** What the other parts do not tell: the audit has it all, also what only it has. */
const AUDITED: Readonly<Record<string, string>> = {
  'benefit.list-applied': '対象者リストが反映された',
  'benefit.match-accepted': '照合を、同じ人と認めた（ふたりめ）',
  'benefit.match-seconded': '照合を、同じ人と認めた（ひとりめ）',
  'benefit.match-rejected': '照合を、別の人とした',
  'benefit.claim-confirmed': '紙の申請を、紙と見くらべて確かめた',
  'benefit.claim-approved': '申請を承認した',
  'benefit.account-filled-in': '公金受取口座を書き入れた',
  'benefit.recipient-shown': '口座を見た',
  'benefit.claim-corrected': '受け取り方を直した',
  'benefit.claim-cancelled': '申請を取り消した',
  'benefit.claim-reduced': '申請の額が減った',
  'benefit.claim-replaced': '申請が新しい番号になった',
  'benefit.portion-fenced': '世帯から切り離した',
  'benefit.fenced-portion-added': '本人への別途支給を加えた',
  'benefit.portion-declined': '辞退を記録した',
  'payout.batch-prepared': '振込データに入った',
  'payout.batch-released': '振込データを銀行に渡してよいと決めた',
  'payout.batch-handed-out': '銀行に渡すファイルを受け取った',
  'payout.batch-settled': '振込が済んだと記録した',
  'payout.returned': '振込が戻ってきた',
  'payout.code-shown': '受け取りの番号が、本人のページで開かれた',
};

function tellAudit({ audit }: Evidence, { nameOf }: Teller): Entry[] {
  return audit.flatMap(({ sequence, at, actor, action }) => {
    const title = AUDITED[action];
    return title === undefined
      ? []
      : [{ key: `audit ${sequence}`, at, title, by: nameOf(actor), icon: 'shield' as const }];
  });
}

function tellLetter({ household }: Evidence): Entry[] {
  return household.letterAt === null
    ? []
    : [{ key: 'letter', at: household.letterAt, title: '手紙をつくった', icon: 'message' }];
}

/** Without the method: it is the one that the claim has now, and may have had another. */
function tellClaims({ claims }: Evidence, { nameOf }: Teller): Entry[] {
  return claims.map(({ id, number, channel, amountYen, matchReason, receivedAt, keyedBy }) => ({
    key: `claim ${id}`,
    at: receivedAt,
    title: `申請 ${number} を受け付けた`,
    icon: 'inbox',
    by: keyedBy === null ? '本人' : `${nameOf(keyedBy)}が入力`,
    children: [
      CHANNELS[channel],
      formatYen(amountYen),
      matchReason === null ? '' : `本人と認めたわけ：${sayMatchReason(matchReason)}`,
    ]
      .filter((line) => line !== '')
      .join('\n'),
  }));
}

const MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/:notice:/, 'LINEでお知らせを送った'],
  [/:received:/, '「受け付けました」を送った'],
  [/:arrived$/, '支払いのお知らせを送った'],
  [/:came-back$/, '受け取り方を直すお願いを送った'],
];

function tellMessages({ messages }: Evidence): Entry[] {
  return messages.map(({ dedupeKey, status, createdAt, finishedAt, lineRequestId }) => ({
    key: dedupeKey,
    at: finishedAt ?? createdAt,
    title: MESSAGES.find(([pattern]) => pattern.test(dedupeKey))?.[1] ?? 'LINEで送った',
    icon: 'message',
    children: [
      status === 'sent' ? '届けた' : status === 'failed' ? '送れなかった' : `状態：${status}`,
      lineRequestId === null ? '' : `LINEの受付番号 ${lineRequestId}`,
    ]
      .filter((line) => line !== '')
      .join('\n'),
  }));
}

const OUTCOMES: Readonly<Record<string, string>> = {
  settled: '支払われた',
  submitted: '受け付けられた',
  rejected: '断られた',
  retry: 'あとでもう一度',
  unknown: '分からない',
  absent: '相手に記録がない',
};

function tellAttempts({ attempts, payouts }: Evidence, { methods }: Teller): Entry[] {
  const byId = new Map(payouts.map((payout) => [payout.id, payout]));
  return attempts.map(({ payoutId, number, kind, startedAt, outcome, providerRef }) => {
    const method = byId.get(payoutId)?.method;
    const result = outcome === null ? '返事を待っている' : (OUTCOMES[outcome] ?? outcome);
    const what = kind === 'submit' ? '支払いを頼んだ' : kind === 'query' ? '結果を問い合わせた' : '人が結果を記録した';
    return {
      key: `${payoutId} ${number} ${kind}`,
      at: startedAt,
      title: `${method === undefined ? '' : `${titleOf(methods, method)}：`}${what}（${result}）`,
      icon: 'coin',
      ...(providerRef === null ? {} : { children: `${kind === 'evidence' ? '証拠' : '相手の番号'} ${providerRef}` }),
    };
  });
}
