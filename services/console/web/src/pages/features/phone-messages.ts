import type { PhoneMessage } from '../../components/index.ts';
import type { FeatureDetail } from './feature-rows.ts';

/** A conversation as the phone shows it; a photo, a place and a page that the resident sends stand as words. */
export function phoneMessages(preview: FeatureDetail['preview']): PhoneMessage[] {
  return preview.map((entry) =>
    entry.from === 'city'
      ? (entry.message as PhoneMessage) // what is sent to LINE, as JSON
      : { from: 'resident', message: { type: 'text', text: entry.text } },
  );
}
