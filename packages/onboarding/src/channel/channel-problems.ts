import type { ChannelCheck } from '@tenohira/db';
import type { WebhookFailure } from './ask-line.ts';

/** `must`: residents are not answered, or not reached. `should`: it works, and better otherwise. */
export type ChannelProblem = { code: string; severity: 'must' | 'should'; text: string };

/** From this part of the month's messages on staff are told, in percent. */
const QUOTA_LOW_PERCENT = 90;

/*
 * What LINE said → what to do about it.
 *
 * | check                                   | problem                 | severity |
 * | --------------------------------------- | ----------------------- | -------- |
 * | LINE refuses the secret                 | `secret-refused`        | must     |
 * | LINE cannot be asked                    | `line-unavailable`      | must     |
 * | LINE has another webhook address, or no | `webhook-elsewhere`     | must     |
 * | the switch "use webhook" is off         | `webhook-off`           | must     |
 * | LINE's test of the webhook              | `webhook-<its reason>`  | must     |
 * | the month's messages are used up        | `quota-exhausted`       | must     |
 * | nine tenths of them are                 | `quota-low`             | should   |
 * | chat is on                              | `chat-on`               | should   |
 * | not a verified account                  | `not-verified`          | should   |
 */
export function channelProblems(check: ChannelCheck): ChannelProblem[] {
  const codes = [...lineProblem(check), ...webhookProblems(check), ...quotaProblem(check), ...accountProblems(check)];
  return codes.map((code) => ({ code, ...PROBLEMS[code] }));
}

function lineProblem({ lineError }: ChannelCheck): ProblemCode[] {
  if (lineError === null) return [];
  return [REFUSALS.has(lineError) ? 'secret-refused' : 'line-unavailable'];
}

const REFUSALS: ReadonlySet<string> = new Set(['LINE_TOKEN_REFUSED', 'LINE_UNAUTHORIZED']);

function webhookProblems({ webhookIsOurs, webhookIsActive, webhookTest }: ChannelCheck): ProblemCode[] {
  if (webhookIsOurs === false) return ['webhook-elsewhere'];
  const off: ProblemCode[] = webhookIsActive === false ? ['webhook-off'] : [];
  if (webhookTest === null || webhookTest === 'ok') return off;
  return [...off, WEBHOOK_PROBLEMS[webhookTest as WebhookFailure] ?? 'webhook-unclassified']; // what askLine stored
}

function quotaProblem({ quotaLimit, quotaUsed }: ChannelCheck): ProblemCode[] {
  if (quotaLimit === null || quotaUsed === null) return [];
  if (quotaUsed >= quotaLimit) return ['quota-exhausted'];
  return quotaUsed * 100 >= quotaLimit * QUOTA_LOW_PERCENT ? ['quota-low'] : [];
}

function accountProblems({ chatMode, isVerified }: ChannelCheck): ProblemCode[] {
  return [
    ...(chatMode === 'chat' ? ['chat-on' as const] : []),
    ...(isVerified === false ? ['not-verified' as const] : []),
  ];
}

const WEBHOOK_PROBLEMS = {
  could_not_connect: 'webhook-could-not-connect',
  request_timeout: 'webhook-request-timeout',
  error_status_code: 'webhook-error-status-code',
  unclassified: 'webhook-unclassified',
} as const satisfies Record<WebhookFailure, ProblemCode>;

type ProblemCode = keyof typeof PROBLEMS;

const PROBLEMS = {
  'secret-refused': {
    severity: 'must',
    text: 'LINEが、登録されているチャネルシークレットを受け付けません。LINE Developersコンソールで再発行したときは、新しいチャネルシークレットを登録してください。',
  },
  'line-unavailable': {
    severity: 'must',
    text: 'LINEに確かめられませんでした。しばらく待ってから、もう一度「確認する」を押してください。',
  },
  'webhook-elsewhere': {
    severity: 'must',
    text: 'LINEに登録されているWebhook URLが、このサービスのものではありません。「LINE公式アカウントをつなぐ」をもう一度行うと、登録し直します。',
  },
  'webhook-off': {
    severity: 'must',
    text: 'Webhookが使われない設定になっています。LINE Developersコンソールの「Messaging API設定」で、「Webhookの利用」をオンにしてください。',
  },
  'webhook-could-not-connect': {
    severity: 'must',
    text: 'LINEからこのサービスにつながりませんでした(could_not_connect)。公開アドレスのDNS、証明書、ファイアウォールの確認を、運用担当者に依頼してください。LINEは、接続元のIPアドレスでの制限を認めていません。',
  },
  'webhook-request-timeout': {
    severity: 'must',
    text: 'このサービスが2秒以内に答えませんでした(request_timeout)。少し待って、もう一度「確認する」を押してください。続くときは、運用担当者に連絡してください。',
  },
  'webhook-error-status-code': {
    severity: 'must',
    text: 'LINEからの確認に、このサービスがエラーで答えました(error_status_code)。チャネルシークレットを登録した直後のときは、1分待って、もう一度「確認する」を押してください。続くときは、チャネルシークレットを登録し直してください。',
  },
  'webhook-unclassified': {
    severity: 'must',
    text: 'LINEからの確認が失敗しました(unclassified)。少し待って、もう一度「確認する」を押してください。続くときは、運用担当者に連絡してください。',
  },
  'quota-exhausted': {
    severity: 'must',
    text: '今月送れるメッセージの数を使い切っています。LINE公式アカウントの料金プランを、地方公共団体プランなどに変えてください。それまで、お知らせは届きません。',
  },
  'quota-low': {
    severity: 'should',
    text: '今月送れるメッセージの数が、残り1割を切りました。LINE公式アカウントの料金プランをご確認ください。',
  },
  'chat-on': {
    severity: 'should',
    text: 'チャット(手動での応答)がオンになっています。このサービスの返事と職員の返事が混ざるため、LINE Official Account Managerの「設定」→「応答設定」で、チャットをオフにすることをおすすめします。',
  },
  'not-verified': {
    severity: 'should',
    text: '認証済アカウントではありません。地方公共団体プラン(通数の上限なし)の申し込みには、認証が必要です。LINE Official Account Managerの「設定」→「アカウント設定」で、認証済アカウントを申請してください。',
  },
} as const satisfies Record<string, Omit<ChannelProblem, 'code'>>;
