// How open reports nearby are shown: one card with its buttons in it, which also a computer and a later look back show.
import { type Message, postbackAction } from '@tenohira/feature-kit';
import { z } from 'zod';

/** A report as another resident may see it, in words. */
export const offeredSchema = z.strictObject({
  caseId: z.string(),
  number: z.string(),
  title: z.string(),
  distance: z.string(),
  reportedOn: z.string(),
  status: z.string(),
});

export type Offered = z.infer<typeof offeredSchema>;

/** Values of the answers. */
export const DIFFERENT = 'different';
export const sameAnswer = (number: string) => `same:${number}`;

export function question(text: string, offered: readonly Offered[], answer: (value: string) => string): Message {
  const several = offered.length > 1;
  return {
    type: 'flex',
    altText: text,
    contents: {
      type: 'bubble',
      body: {
        type: 'box',
        layout: 'vertical',
        spacing: 'md',
        contents: [
          { type: 'text', text, wrap: true },
          ...offered.map((report, index) => card(report, several ? index + 1 : undefined, answer)),
          { type: 'separator' },
          { type: 'button', style: 'secondary', action: postbackAction('ちがいます', answer(DIFFERENT)) },
        ],
      },
    },
  };
}

function card(
  { number, title, distance, reportedOn, status }: Offered,
  position: number | undefined,
  answer: (value: string) => string,
) {
  const label = position === undefined ? 'はい、同じです' : `はい、${position}番と同じです`;
  return {
    type: 'box' as const,
    layout: 'vertical' as const,
    spacing: 'sm' as const,
    contents: [
      { type: 'separator' as const },
      {
        type: 'text' as const,
        text: `${position === undefined ? '' : `${position}. `}${title}`,
        weight: 'bold' as const,
        wrap: true,
      },
      { type: 'text' as const, text: `受付番号 ${number}`, wrap: true },
      {
        type: 'text' as const,
        text: `送った場所から${distance}\n${reportedOn}に受付\nいま：${status}`,
        size: 'sm' as const,
        wrap: true,
      },
      {
        type: 'button' as const,
        style: 'primary' as const,
        height: 'sm' as const,
        action: postbackAction(label, answer(sameAnswer(number))),
      },
    ],
  };
}
