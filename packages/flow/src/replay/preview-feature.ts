// A feature as staff see it on a phone before residents do: one of its golden conversations with the city's own settings.
import type { AnyFeature, Message } from '@tenohira/feature-kit';
import type { BlockRegistry } from '../installed-feature.ts';
import { cannedPorts } from './canned-ports.ts';
import { type ConversationTurn, conversationSchema, GOLDEN_CITY } from './golden-conversation.ts';
import { ButtonMissing, replayConversation } from './replay-conversation.ts';

/** `text` is what shows in the chat; a photo, a place and a page are drawn by whoever shows the phone. */
export type PreviewEntry =
  | { from: 'resident'; kind: 'text' | 'tap' | 'menu' | 'photo' | 'location' | 'form'; text: string }
  | { from: 'city'; message: Message };

export type PreviewOptions = {
  blocks: BlockRegistry;
  /** As the feature's schema parsed them. */
  settings: unknown;
  cityName: string;
  now: Date;
};

/**
 * What resident and city say to each other. It ends early where these settings lead elsewhere (a question that the city
 * has switched off), and is empty for a feature without a preview.
 */
export async function previewFeature(feature: AnyFeature, options: PreviewOptions): Promise<PreviewEntry[]> {
  const { settings, ...world } = options;
  if (!feature.preview) return [];
  const conversation = conversationSchema.parse(movedTo(options.cityName, feature.preview.conversation));
  const { port } = feature.preview;
  const ports = { ...cannedPorts(conversation.ports), ...(port === undefined ? {} : { [feature.key]: port }) };
  const installed = [{ feature, settings, flows: feature.flows, menuOrder: 0 }];
  const entries: PreviewEntry[] = [];
  try {
    for await (const { turn, messages } of replayConversation(conversation, { ...world, installed, ports })) {
      entries.push(toEntry(turn.resident, feature.menu.label));
      entries.push(...messages.map((message) => ({ from: 'city' as const, message })));
    }
  } catch (error) {
    if (!(error instanceof ButtonMissing)) throw error;
  }
  return entries;
}

/** The same conversation in another city: its name also stands in addresses and on buttons. */
function movedTo(cityName: string, conversation: unknown): unknown {
  return JSON.parse(JSON.stringify(conversation).replaceAll(GOLDEN_CITY, () => JSON.stringify(cityName).slice(1, -1)));
}

function toEntry(turn: ConversationTurn['resident'], menuLabel: string): PreviewEntry {
  type Kind = Extract<PreviewEntry, { from: 'resident' }>['kind'];
  const resident = (kind: Kind, text: string): PreviewEntry => ({ from: 'resident', kind, text });
  if (typeof turn === 'string') return resident('text', turn);
  if ('tap' in turn) return resident('tap', turn.tap);
  if ('photo' in turn) return resident('photo', '写真');
  if ('location' in turn) return resident('location', turn.location.address ?? turn.location.title ?? '場所');
  if ('form' in turn) return resident('form', 'ページで入力');
  return resident('menu', menuLabel);
}
