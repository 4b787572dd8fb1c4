// What a drawn message may ask of the phone it stands in.
import type { Channel } from './control-api.ts';
import type { LineAction } from './line-message.ts';

export interface Room {
  readonly channel: Channel;
  /** Does what LINE does when the resident taps something with this action. */
  perform(action: LineAction): void;
  viewImage(address: string): void;
  viewVideo(address: string): void;
}
