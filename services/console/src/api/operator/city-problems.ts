import type { Standing } from '@tenohira/billing';
import type { CityHealth } from '@tenohira/db';
import { type ChannelProblem, channelProblems } from '@tenohira/onboarding';

/** As with a channel: `must` means that residents are not answered, not reached or not paid. */
export type CityProblem = ChannelProblem;

/** LINE waits for no reply token much longer than a minute. */
const INBOX_LATE_SECONDS = 60;
const OUTBOX_LATE_SECONDS = 300;

/*
 * What is the matter with a city → what an operator does about it. What LINE said of the channel comes first.
 *
 * | found                                        | problem            | severity |
 * | -------------------------------------------- | ------------------ | -------- |
 * | no channel                                   | `channel-missing`  | must once live, should while it practises |
 * | an event has waited for a minute             | `inbox-late`       | must     |
 * | a message has waited for five minutes        | `outbox-late`      | must     |
 * | payouts of which nobody knows what became    | `payouts-unknown`  | must     |
 * | events that failed, in seven days            | `inbox-failed`     | should   |
 * | messages that failed, in seven days          | `outbox-failed`    | should   |
 * | messages of which nobody knows, in seven days | `outbox-unknown`  | should   |
 * | the fee is overdue                           | `billing-late`     | should   |
 * | and for so long that staff only read         | `billing-read-only` | must    |
 */
export function cityProblems(health: CityHealth, standing: Standing): CityProblem[] {
  const check = health.channel?.check;
  return [
    ...(health.channel === null ? [channelMissing(health)] : []),
    ...(check ? channelProblems(check) : []),
    ...waiting(health),
    ...failed(health),
    ...(standing === 'good' ? [] : [BILLING_PROBLEMS[standing]]),
  ];
}

function channelMissing({ liveAt }: CityHealth): CityProblem {
  return {
    code: 'channel-missing',
    severity: liveAt === null ? 'should' : 'must',
    text: 'LINE公式アカウントがつながっていません。導入の「LINE公式アカウントをつなぐ」を行ってください。',
  };
}

function waiting(health: CityHealth): CityProblem[] {
  const { inboxPending, inboxOldestSeconds, outboxPending, outboxOldestSeconds, payoutsUnknown } = health;
  const problems: CityProblem[] = [];
  if (inboxOldestSeconds > INBOX_LATE_SECONDS) {
    const text = `住民からの${inboxPending}件に、まだ応答していません(いちばん古いもので${inMinutes(inboxOldestSeconds)})。「キュー」でワーカーが動いているかを確かめてください。`;
    problems.push({ code: 'inbox-late', severity: 'must', text });
  }
  if (outboxOldestSeconds > OUTBOX_LATE_SECONDS) {
    const text = `送るメッセージが${outboxPending}件たまっています(いちばん古いもので${inMinutes(outboxOldestSeconds)})。「キュー」でワーカーが動いているか、LINEに障害がないかを確かめてください。`;
    problems.push({ code: 'outbox-late', severity: 'must', text });
  }
  if (payoutsUnknown > 0) {
    const text = `結果が分からない支払いが${payoutsUnknown}件あります。もう一度支払わず、発行元に照会した結果を、市の承認者が給付金の画面で記録するよう伝えてください。`;
    problems.push({ code: 'payouts-unknown', severity: 'must', text });
  }
  return problems;
}

function failed({ inboxFailed, outboxFailed, outboxUnknown }: CityHealth): CityProblem[] {
  const problems: CityProblem[] = [];
  const add = (code: string, text: string) => problems.push({ code, severity: 'should', text });
  if (inboxFailed > 0) {
    add(
      'inbox-failed',
      `この7日間に、応答できなかった住民の操作が${inboxFailed}件あります。ワーカーのログを、テナントのIDでさがしてください。`,
    );
  }
  if (outboxFailed > 0) {
    add(
      'outbox-failed',
      `この7日間に、送れなかったメッセージが${outboxFailed}件あります。市の「メッセージ」に、1件ずつの理由があります。`,
    );
  }
  if (outboxUnknown > 0) {
    add(
      'outbox-unknown',
      `この7日間に、届いたか分からないメッセージが${outboxUnknown}件あります。市の「メッセージ」から、必要なものだけ送り直せます。`,
    );
  }
  return problems;
}

const BILLING_PROBLEMS = {
  late: {
    code: 'billing-late',
    severity: 'should',
    text: '利用料の支払期限をすぎています。市の管理者に入金の予定をたずね、必要なら「支払いを待つ」で期限をのばしてください。',
  },
  'read-only': {
    code: 'billing-read-only',
    severity: 'must',
    text: '利用料の未納が続き、職員の画面は見るだけになっています。入金の予定が分かったら、「支払いを待つ」で書き込みを戻せます。',
  },
} as const satisfies Readonly<Record<Exclude<Standing, 'good'>, CityProblem>>;

function inMinutes(seconds: number): string {
  return `${Math.max(1, Math.round(seconds / 60))}分前`;
}
