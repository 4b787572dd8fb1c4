import type { Json } from '@tenohira/core';
import {
  type BlockContext,
  type BlockEvent,
  type BlockResult,
  type FormsPort,
  platformEffect,
  textMessage,
} from '@tenohira/feature-kit';
import { type Config, guidance, invitation, openFormName } from './definition.ts';

type Ports = { forms: FormsPort };
type OpenForm = { formId: string; token: string };

/** Asked again while the page is out, it gives the same page: what the resident is filling in stays good. */
export function enter(context: BlockContext<Config, Ports>): BlockResult {
  const { config, ports } = context;
  const known = readOpenForm(context);
  if (known) return { messages: [invitation(config.text, config, ports.forms.formUrl(known.token))], then: 'wait' };
  const form: OpenForm = { formId: context.newId(), token: context.newToken() };
  return {
    messages: [invitation(config.text, config, ports.forms.formUrl(form.token))],
    set: { [openFormName(config)]: { value: form } },
    effects: [openEffect(context, form)],
    then: 'wait',
  };
}

export function receive(context: BlockContext<Config, Ports>, event: BlockEvent): BlockResult {
  const { config, ports } = context;
  const form = readOpenForm(context);
  if (form && event.type === 'form' && event.formId === form.formId) {
    const set: Record<string, { value: Json }> = {
      [openFormName(config)]: { value: null },
      [config.saveAs]: { value: form.formId },
    };
    for (const { key, sensitive } of config.fields) {
      const value = Object.hasOwn(event.values, key) ? event.values[key] : undefined;
      if (!sensitive && value !== undefined) set[key] = { value };
    }
    return { set, then: 'go', output: 'next' };
  }
  if (!form) return enter(context);
  return {
    messages: [textMessage(guidance(config)), invitation(config.text, config, ports.forms.formUrl(form.token))],
    then: 'ask-again',
  };
}

function openEffect({ config, now }: BlockContext<Config, Ports>, { formId, token }: OpenForm) {
  const expiresAt = new Date(now.getTime() + config.validHours * 60 * 60 * 1000).toISOString();
  const { title, intro, fields } = config;
  return platformEffect('form.open', { formId, token, title, intro, fields, expiresAt });
}

function readOpenForm({ config, variables }: BlockContext<Config, Ports>): OpenForm | undefined {
  const value = variables[openFormName(config)]?.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { formId, token } = value;
  return typeof formId === 'string' && typeof token === 'string' ? { formId, token } : undefined;
}
