import type { Room as MessageRoom } from '@tenohira/line-preview';
import type { Channel } from './control-api.ts';

/** The chat that drawn messages stand in. */
export interface Room extends MessageRoom {
  readonly channel: Channel;
}
