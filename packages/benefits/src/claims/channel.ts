export const CHANNELS = ['super-fast-pass', 'fast-pass', 'paper'] as const;
export type Channel = (typeof CHANNELS)[number];
