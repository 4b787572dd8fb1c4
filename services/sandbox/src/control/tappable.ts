// What the resident's thumb can reach: quick replies, buttons in messages, the rich menu.
import type { Json } from '@tenohira/core';
import { errors } from '../errors.ts';
import { menuInForce } from '../line/rich-menus.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Bond, JsonObject } from '../state/model.ts';

/** An action object of LINE's. */
export type Tappable = JsonObject;

/**
 * The action with that label: among the quick replies first, then in the newest message that has it, then in the rich
 * menu. An action without a label goes by the words that it shows or sends.
 *
 * @throws AppError SANDBOX_LABEL_NOT_FOUND with the labels that are there.
 */
export function findTappable(sandbox: Sandbox, bond: Bond, label: string): Tappable {
  const all = listTappables(sandbox, bond);
  const found = all.find(({ labels }) => labels.includes(label));
  if (found !== undefined) return found.action;
  throw errors.LABEL_NOT_FOUND({
    message: `nothing that can be tapped is labelled "${label}"`,
    details: { label, labels: [...new Set(all.map(({ labels }) => labels[0] ?? ''))] },
  });
}

function listTappables(sandbox: Sandbox, bond: Bond): { action: Tappable; labels: string[] }[] {
  const entries = sandbox.transcripts.list(bond.channelId, bond.personId);
  const spoken = entries.filter((entry) => entry.kind === 'message' || entry.kind === 'postback');
  const last = spoken.at(-1);
  // "Quick replies disappear when the user taps one or when another message comes": only the last message's are there.
  const quickReplies = last?.from === 'city' ? actionsIn(last.message?.quickReply ?? null) : [];
  const inMessages = spoken
    .toReversed()
    .filter((entry) => entry.from === 'city' && entry.unsent !== true)
    .flatMap(({ message }) => {
      const { quickReply: _, ...visible } = message ?? {};
      return actionsIn(visible);
    });
  const menu = menuInForce(sandbox, bond);
  const inMenu = menu === undefined ? [] : actionsIn(menu.definition);
  return [...quickReplies, ...inMessages, ...inMenu].map(({ action, words }) => ({
    action,
    labels: labelsOf(action, words),
  }));
}

type Found = { action: Tappable; words: string };

/** Every action object in a message, wherever it lies. */
function actionsIn(value: Json): Found[] {
  if (Array.isArray(value)) return value.flatMap(actionsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    if ((key === 'action' || key === 'defaultAction') && isObject(child))
      return [{ action: child, words: wordsIn(value) }];
    if (key === 'actions' && Array.isArray(child))
      return child.filter(isObject).map((action) => ({ action, words: '' }));
    return actionsIn(child);
  });
}

function labelsOf(action: Tappable, words: string): string[] {
  const candidates = [action.label, action.displayText, action.text, words, action.data, action.uri];
  return candidates.filter((candidate): candidate is string => typeof candidate === 'string' && candidate !== '');
}

/** What is written on a Flex box that can be tapped. */
function wordsIn(value: Json): string {
  if (Array.isArray(value)) return value.map(wordsIn).join('');
  if (!isObject(value)) return '';
  const own = value.type === 'text' && typeof value.text === 'string' ? value.text : '';
  return own + wordsIn(value.contents ?? null);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
