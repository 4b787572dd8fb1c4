// What residents are told about their application, each step once. Never a name, an amount, an account or a code: LINE
// gets numbers and buttons, the pages behind them show the rest.
import type { TenantDb } from '@tenohira/db';
import { startPostback } from '@tenohira/flow';
import { type NewPush, storePush } from '@tenohira/messaging';

export type BenefitFlow = 'apply' | 'codes' | 'correct' | 'status';

/** Key of the feature whose flows the buttons start. */
const FEATURE = 'benefit-application';

export type NoticeProgram = { programId: string; programName: string; isPractice: boolean };

export type Notice = {
  residentId: string;
  dedupeKey: string;
  /** Ours, short: also what a device shows that cannot show the rest. */
  text: string;
  /** What the city adds in its own words. */
  more?: string | undefined;
  button?: { label: string; flow: BenefitFlow };
};

/** Stores a notice to be sent. The same key again changes nothing. */
export async function storeNotice(db: TenantDb, program: NoticeProgram, notice: Notice): Promise<void> {
  await storePush(db, {
    residentId: notice.residentId,
    dedupeKey: notice.dedupeKey,
    messages: [noticeMessage(program, notice)],
  });
}

/**
 * A button that stays: unlike a quick reply it is still there when other messages follow. A buttons template would end
 * the text at 160 characters (https://developers.line.biz/en/reference/messaging-api/#buttons); Flex does not.
 */
export function noticeMessage(
  program: NoticeProgram,
  notice: Pick<Notice, 'text' | 'more' | 'button'>,
): NewPush['messages'][number] {
  const altText = `${program.isPractice ? '【練習】' : ''}${notice.text}`;
  const text = notice.more ? `${altText}\n\n${notice.more}` : altText;
  if (!notice.button) return { type: 'text', text };
  const { label, flow } = notice.button;
  const data = startPostback(FEATURE, flow, { 'program-id': program.programId });
  return {
    type: 'flex',
    altText,
    contents: {
      type: 'bubble',
      body: { type: 'box', layout: 'vertical', contents: [{ type: 'text', text, wrap: true }] },
      footer: {
        type: 'box',
        layout: 'vertical',
        contents: [
          {
            type: 'button',
            style: 'primary',
            color: '#0017C1',
            action: { type: 'postback', label, data, displayText: label },
          },
        ],
      },
    },
  };
}

/** 「申請を受け付けました」, for applications that do not end in the chat. */
export async function storeReceivedNotice(db: TenantDb, claimId: string): Promise<void> {
  const [claim] = await db.sql<NoticeProgram & { residentId: string | null; number: string; received: string | null }>(
    `select c.program_id as "programId", p.name as "programName", p.is_practice as "isPractice",
       c.resident_id as "residentId", c.number, p.texts ->> 'received' as received
     from benefit_claim c join benefit_program p on p.id = c.program_id where c.id = $1`,
    [claimId],
  );
  if (!claim || claim.residentId === null) return;
  await storeNotice(db, claim, {
    residentId: claim.residentId,
    dedupeKey: `benefit:${claim.programId}:received:${claimId}`,
    text: [
      `「${claim.programName}」の申請を受け付けました。`,
      `受付番号: ${claim.number}`,
      '',
      '内容を確認してから支給します。支給のときは、LINEでお知らせします。',
    ].join('\n'),
    more: claim.received ?? undefined,
    button: { label: '申請の状況を見る', flow: 'status' },
  });
}
