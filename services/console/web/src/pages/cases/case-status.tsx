import type { ItemOf } from '../../api/api-types.ts';
import { Badge, type BadgeTone } from '../../components/index.ts';

export type CaseStatus = ItemOf<'/cases'>['status'];

const TONES: Readonly<Record<CaseStatus, BadgeTone>> = {
  received: 'yellow',
  'in-progress': 'blue',
  done: 'green',
  declined: 'gray',
  merged: 'purple',
};

/** In the server's words, which the resident reads as well. */
export function CaseStatusBadge({ status, text }: { status: CaseStatus; text: string }) {
  return <Badge tone={TONES[status]}>{status === 'merged' ? 'まとめ済み' : text}</Badge>;
}
