export type Channel = 'super-fast-pass' | 'fast-pass' | 'paper';
