// What happens at Stripe while time goes by: drafts are finalized, invoices become overdue, periods end.
import type { Desk } from './desk.ts';
import { finalizeInvoice, markOverdue } from './invoices.ts';
import { turnPeriod } from './subscriptions.ts';

type Turn = { at: number; take(desk: Desk): void };

/** Does all that is due by the desk's moment, in the order in which it was due, each at its own moment. */
export function catchUp(desk: Desk): void {
  for (let turn = nextTurn(desk); turn !== undefined && turn.at <= desk.now; turn = nextTurn(desk)) {
    turn.take({ ...desk, now: turn.at });
  }
}

function nextTurn({ account }: Desk): Turn | undefined {
  const turns: Turn[] = [];
  for (const invoice of account.invoices) {
    if (invoice.status === 'draft' && invoice.finalizesAt !== null) {
      turns.push({ at: invoice.finalizesAt, take: (desk) => finalizeInvoice(desk, invoice) });
    }
    if (invoice.status === 'open' && invoice.dueAt !== null && !invoice.overdue) {
      turns.push({ at: invoice.dueAt, take: (desk) => markOverdue(desk, invoice) });
    }
  }
  for (const subscription of account.subscriptions) {
    if (subscription.status === 'canceled') continue;
    turns.push({ at: subscription.periodEnd, take: (desk) => turnPeriod(desk, subscription) });
  }
  return turns.reduce<Turn | undefined>(
    (first, turn) => (first === undefined || turn.at < first.at ? turn : first),
    undefined,
  );
}
