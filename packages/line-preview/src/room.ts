// What a drawn message may ask of the phone it stands in.
import type { LineAction } from './line-action.ts';

export interface Room {
  /** Does what LINE does when the resident taps something with this action. */
  perform(action: LineAction): void;
  viewImage(address: string): void;
  viewVideo(address: string): void;
  /** Where the bytes of a picture, film or sound are that a resident sent. */
  contentAddress(messageId: string): string;
}
