import { Link } from 'react-router';
import { useMay, useMe } from './me.ts';

/** A payment that is late, on every page, until it has come. */
export function StandingBanner() {
  const { standing } = useMe().city;
  const mayPay = useMay()('manage');
  if (standing === 'good') return null;
  return (
    <p
      role="status"
      className={`flex flex-wrap items-center justify-center gap-x-3 px-4 py-2 text-center ${
        standing === 'read-only' ? 'bg-red-900 text-white' : 'bg-yellow-300 text-black'
      }`}
    >
      {standing === 'read-only'
        ? 'お支払いが確認できないため、管理画面は見るだけになっています。住民へのご案内は止まりません。'
        : 'お支払いの期日が過ぎています。'}
      {mayPay ? (
        <Link to="/settings/billing" className="font-bold underline underline-offset-4">
          料金とお支払い
        </Link>
      ) : (
        '管理者にお知らせください。'
      )}
    </p>
  );
}
