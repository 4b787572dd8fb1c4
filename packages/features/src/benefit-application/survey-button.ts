import { type Action, type BenefitOffer, postbackAction } from '@tenohira/feature-kit';
import { startData } from './card.ts';

/** Offered right after applying. The offer names a survey only where the city has the feature on. */
export function surveyButtons({ surveyKey }: BenefitOffer): Action[] {
  if (surveyKey === undefined) return [];
  return [postbackAction('アンケートに答える', startData('survey/answer', { 'survey-key': surveyKey }))];
}
