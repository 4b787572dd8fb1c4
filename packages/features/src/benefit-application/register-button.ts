import { type Action, postbackAction } from '@tenohira/feature-kit';
import { startData } from './card.ts';

/** Begins the registration of one's identity, a feature of its own. */
export function registerButton(label: string): Action {
  return postbackAction(label, startData('identity-registration/register'));
}
