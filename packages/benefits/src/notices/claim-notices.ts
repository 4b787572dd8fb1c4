// What residents are told about their application, each step once. Never a name, an amount, an account or a code: LINE
// gets numbers and buttons, the pages behind them show the rest.
import type { TenantDb } from '@tenohira/db';
import { startPostback } from '@tenohira/flow';
import { type NewPush, storePush } from '@tenohira/messaging';

export type BenefitFlow = 'apply' | 'codes' | 'correct' | 'status';

/** Key of the feature whose flows the buttons start. */
const FEATURE = 'benefit-application';

export type NoticeProgram = { programId: string; programName: string; isPractice: boolean };

export type NoticeRow = { label: string; value: string };

export type Notice = {
  residentId: string;
  dedupeKey: string;
  /** Ours, short: with the program's name also what a notification shows. */
  text: string;
  rows?: readonly NoticeRow[];
  /** What the city adds in its own words. */
  more?: string | undefined;
  button?: { label: string; flow: BenefitFlow };
};

/** Stores a notice to be sent. The same key again changes nothing. */
export async function storeNotice(db: TenantDb, program: NoticeProgram, notice: Notice): Promise<void> {
  await storePush(db, {
    residentId: notice.residentId,
    dedupeKey: notice.dedupeKey,
    purpose: 'benefit',
    about: program.programId,
    messages: [noticeMessage(program, notice)],
  });
}

/**
 * A card like those of the conversation that it leads to. Its button stays: unlike a quick reply it is still there when
 * other messages follow. A buttons template would end the text at 160 characters
 * (https://developers.line.biz/en/reference/messaging-api/#buttons); Flex does not.
 */
export function noticeMessage(
  program: NoticeProgram,
  { text, rows = [], more, button }: Pick<Notice, 'text' | 'rows' | 'more' | 'button'>,
): NewPush['messages'][number] {
  const title = `${program.isPractice ? '【練習】' : ''}${program.programName}`;
  const altText = [title, text, ...rows.map(({ label, value }) => `${label}：${value}`)].join('\n');
  if (!button) return { type: 'text', text: more ? `${altText}\n\n${more}` : altText };
  const data = startPostback(FEATURE, button.flow, { 'program-id': program.programId });
  return {
    type: 'flex',
    altText,
    contents: {
      type: 'bubble',
      size: 'giga',
      body: {
        type: 'box',
        layout: 'vertical',
        spacing: 'md',
        contents: [
          { type: 'text', text: title, weight: 'bold', size: 'xl', wrap: true },
          { type: 'text', text, wrap: true },
          ...(rows.length === 0 ? [] : [factBox(rows)]),
          ...(more ? [{ type: 'text' as const, text: more, wrap: true }] : []),
        ],
      },
      footer: {
        type: 'box',
        layout: 'vertical',
        contents: [
          {
            type: 'button',
            style: 'primary',
            color: '#0017C1',
            action: { type: 'postback', label: button.label, data, displayText: button.label },
          },
        ],
      },
    },
  };
}

function factBox(rows: readonly NoticeRow[]) {
  return {
    type: 'box' as const,
    layout: 'vertical' as const,
    spacing: 'md' as const,
    paddingAll: 'md',
    cornerRadius: 'md',
    backgroundColor: '#F1F5F9',
    contents: rows.map(({ label, value }) => ({
      type: 'box' as const,
      layout: 'vertical' as const,
      contents: [
        { type: 'text' as const, text: label, size: 'sm', color: '#4D4D4D' },
        { type: 'text' as const, text: value, size: 'lg', weight: 'bold' as const, wrap: true },
      ],
    })),
  };
}

/** 「申し込みを受け付けました」, for applications that do not end in the chat. */
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
    text: '申し込みを受け付けました。担当の職員が確かめてから、お支払いします。進んだら、このトークでお知らせします。',
    rows: [{ label: '受付番号', value: claim.number }],
    more: claim.received ?? undefined,
    button: { label: 'いまのようすを見る', flow: 'status' },
  });
}
