import type { Entry, SandboxControl } from './sandbox-control.ts';
import { waitUntil } from './wait-until.ts';

/** One resident in one city's talk room, driven through the sandbox's control API. */
export type Talk = {
  act(action: { type: string; [field: string]: unknown }): Promise<void>;
  say(text: string): Promise<void>;
  tap(label: string): Promise<void>;
  /** Resolves when the city has said something that holds the text, since this talk's last act. */
  hears(text: string): Promise<Entry>;
  entries(): Promise<Entry[]>;
};

export function openTalk(sandbox: SandboxControl, channelId: string, personId: string): Talk {
  let since = 0;
  const act: Talk['act'] = async (action) => {
    since = (await sandbox.transcript(channelId, personId)).at(-1)?.seq ?? 0;
    await sandbox.act(channelId, personId, action);
  };
  return {
    act,
    say: (text) => act({ type: 'text', text }),
    tap: (label) => act({ type: 'tap', label }),
    hears: async (text) => {
      let found: Entry | undefined;
      await waitUntil(`the city says 「${text}」`, async () => {
        const entries = await sandbox.transcript(channelId, personId, since);
        found = entries.find((entry) => entry.from === 'city' && JSON.stringify(entry.message).includes(text));
        return found !== undefined;
      });
      if (!found) throw new Error('waitUntil returned without it');
      return found;
    },
    entries: () => sandbox.transcript(channelId, personId),
  };
}
