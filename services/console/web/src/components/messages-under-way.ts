/** Between two looks at a page where a message is being sent, in milliseconds. */
export const LOOK_AGAIN_MS = 2_000;

/** States of a message that pass by themselves. */
export const MESSAGES_UNDER_WAY = ['pending', 'queued', 'sending'] as const;

export function isUnderWay(status: string): boolean {
  return MESSAGES_UNDER_WAY.some((each) => each === status);
}
