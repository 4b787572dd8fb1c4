import type { TakenMessage } from '@tenohira/messaging';
import type { SealedObject } from '@tenohira/storage';
import type { InboxRow } from './inbox-event.ts';

export type Handled = {
  /** `ignored`: nothing for us to do. `late`: the conversation has gone on since. */
  status: 'processed' | 'ignored' | 'late';
  replies: TakenMessage[];
};

export type EventAtHand = { residentId: string; row: InboxRow; photo?: SealedObject };
