import type { AnswerOf } from '../../api/api-types.ts';
import { formatDate, Notice } from '../../components/index.ts';

type Facts = Pick<AnswerOf<'GET /billing'>, 'standing' | 'readOnlyFrom' | 'graceUntil'>;

/** What a payment that is late means, and until when. */
export function StandingNotice({ standing, readOnlyFrom, graceUntil }: Facts) {
  if (standing === 'good') return null;
  const grace = graceUntil === null ? '' : `${formatDate(graceUntil, 'day')}まで、お待ちすることになっています。`;
  if (standing === 'late') {
    return (
      <Notice kind="warning" title="お支払いの期日が過ぎています">
        下の請求書からお支払いください。
        {readOnlyFrom !== null && `${formatDate(readOnlyFrom, 'day')}から、管理画面は見るだけになります。`}
        {grace}
      </Notice>
    );
  }
  return (
    <Notice kind="error" title="管理画面は、いま見るだけです">
      お支払いが確認できるまで、設定や返信などはできません。住民へのご案内、防災、手続き中の支払いは止まりません。下の請求書からお支払いください。
      {grace}
    </Notice>
  );
}
