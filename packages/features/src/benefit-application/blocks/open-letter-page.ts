// The fast pass: who got a letter applies with its code. Only who has shown who they are comes to the page; the code
// itself is checked there, against the household of that person.
import {
  type BlockResult,
  defineBlock,
  defineBlockDefinition,
  identifier,
  platformEffect,
  type Variable,
} from '@tenohira/feature-kit';
import { z } from 'zod';
import { type Card, showCard, startButton } from '../card.ts';
import { LETTER_CODE_LENGTH } from '../letter-code.ts';
import { type BenefitContext, type BenefitPorts, contactOf } from '../ports.ts';
import { registerButton } from '../register-button.ts';
import { LARGEST_URL, LINK_MINUTES, LINK_NOTE } from './open-page.ts';

const configSchema = z.strictObject({
  text: z.string().min(1).max(400).meta({ title: '文章' }),
  label: z.string().min(1).max(20).meta({ title: 'ボタン' }),
  code: identifier
    .default('letter-code')
    .meta({ title: '手紙の番号', description: '番号がわかっているときの変数の名前' }),
});
type Config = z.infer<typeof configSchema>;

const definition = defineBlockDefinition({
  key: 'benefit-application.open-letter-page',
  title: '手紙の番号のページを開く',
  description: '手紙の番号で申し込むページを開きます。本人確認がまだの人には、さきに確認をしてもらいます。',
  category: 'action',
  config: configSchema,
  outputs: () => [],
  preview: (config) => [
    [showCard(linkCard(config, LARGEST_URL))],
    [showCard(registerFirst('あ'.repeat(100), 'X'.repeat(LETTER_CODE_LENGTH)))],
  ],
});

export const openLetterPage = defineBlock<typeof configSchema, BenefitPorts>(definition, {
  enter: async (context) => {
    const code = codeOf(context.variables[context.config.code]);
    if (await context.ports.identity.find()) return open(context, code);
    return { messages: [showCard(registerFirst(contactOf(context), code))], then: 'end' };
  },
});

function codeOf(variable: Variable | undefined): string | undefined {
  const value = variable?.value;
  return typeof value === 'string' && value.length <= LETTER_CODE_LENGTH ? value : undefined;
}

function open({ config, now, newId, newToken, ports }: BenefitContext<Config>, code: string | undefined): BlockResult {
  const token = newToken();
  const expiresAt = new Date(now.getTime() + LINK_MINUTES * 60_000).toISOString();
  const url = ports.benefits.pageUrl(token);
  const uri = code === undefined ? url : `${url}?letter=${encodeURIComponent(code)}`;
  return {
    effects: [platformEffect('benefit.open-page', { pageId: newId(), token, purpose: 'letter', expiresAt })],
    messages: [showCard(linkCard(config, uri))],
    then: 'end',
  };
}

function linkCard({ text, label }: Config, uri: string): Card {
  return {
    isPractice: false,
    title: '手紙の番号で申し込む',
    lead: `${text}\n\n${LINK_NOTE}`,
    buttons: [{ type: 'uri', label, uri }],
  };
}

function registerFirst(contact: string, code: string | undefined): Card {
  const again = startButton('2. 申し込みへ進む', 'letter', code === undefined ? {} : { 'letter-code': code });
  return {
    isPractice: false,
    title: '手紙の番号で申し込む',
    lead: `はじめに、マイナンバーカードで本人確認をしてください。1回だけで終わります。終わったら、このトークにもどって「2. 申し込みへ進む」を押してください。\n\nカードがない方は、手紙に入っている書類で申し込めます。わからないときは、${contact}へお問い合わせください。`,
    buttons: [registerButton('1. 本人確認をする'), again],
  };
}
