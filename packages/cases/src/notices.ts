// What residents are told of a case. The number first: one person may have several cases in one chat.
import { CASE_STATUS_TEXT, type CaseStatus } from './case-status.ts';

type Named = { number: string; title: string };

const heading = ({ number, title }: Named): string[] => [`【受付番号 ${number}】`, title, ''];

/** Everything of a notice but the words that staff add at its end: for whoever wants to show it while they write. */
export type NoticeOpenings = {
  reply: string;
  statuses: { status: CaseStatus; alone: string; withComment: string }[];
};

/** @param next where the case may go from here */
export function noticeOpenings(named: Named, next: readonly CaseStatus[]): NoticeOpenings {
  return {
    reply: replyNotice(named, ''),
    statuses: next.map((status) => {
      const alone = statusNotice(named, status, undefined);
      return { status, alone, withComment: alone + COMMENT_OPENING };
    }),
  };
}

const COMMENT_OPENING = '\n\n担当からのお知らせ:\n';

export function statusNotice(named: Named, status: CaseStatus, comment: string | undefined): string {
  const alone = [...heading(named), `対応状況が「${CASE_STATUS_TEXT[status]}」になりました。`].join('\n');
  return comment ? alone + COMMENT_OPENING + comment : alone;
}

export function replyNotice(named: Named, text: string): string {
  return [...heading(named), '担当からのお返事:', text].join('\n');
}

export function mergeNotice(named: Named, into: Named & { status: CaseStatus }): string {
  const lines = [
    ...heading(named),
    '同じ内容の受付があるため、次の受付にまとめました。これからは、まとめた受付の進みぐあいをお知らせします。',
    '',
    `まとめた受付：${into.number}（${into.title}）`,
    `いまの対応状況：${CASE_STATUS_TEXT[into.status]}`,
  ];
  return lines.join('\n');
}
