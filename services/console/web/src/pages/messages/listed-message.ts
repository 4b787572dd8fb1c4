import type { ItemOf } from '../../api/api-types.ts';

export type ListedMessage = ItemOf<'/messages'>;
