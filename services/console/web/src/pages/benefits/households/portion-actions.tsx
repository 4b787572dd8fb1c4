import { formatYen } from '../../../components/index.ts';
import { useMay } from '../../../shell/me.ts';
import { ConfirmedAction } from '../confirmed-action.tsx';
import { FENCE_WARNING, type Portion } from './portion-table.tsx';

/** What can be done with one person's portion in its present state. */
export function PortionActions({ portion }: { portion: Portion }) {
  const may = useMay();
  const { entitlementId, name, status, isFenced, amountYen, claimId } = portion;
  const input = { params: { entitlementId } };
  const isGone = status === 'withdrawn';
  const actions = [
    may('approve') && !isFenced && !isGone && status !== 'paid' && (
      <ConfirmedAction
        key="fence"
        route="POST /entitlements/:entitlementId/fence"
        input={input}
        label="世帯から切り離す"
        about={name}
        size="sm"
        look="danger"
        title={`${name}さんの分を、世帯から切り離しますか`}
        done="切り離しました。本人に案内が届くかは、「届け方」で確かめてください。"
      >
        <p>
          支援措置などの人の分 {formatYen(amountYen)}{' '}
          を、本人だけのものにします。世帯主の申請からは外れ、まだ送っていない支払いは止まります。
        </p>
        <p>{FENCE_WARNING}</p>
      </ConfirmedAction>
    ),
    may('approve') && !isFenced && status === 'paid' && (
      <ConfirmedAction
        key="again"
        route="POST /entitlements/:entitlementId/fenced-portion"
        input={input}
        label="本人に別途支給する"
        about={name}
        size="sm"
        title={`${name}さんに、本人の分を別に支給しますか`}
        done="本人の分を加えました。"
      >
        <p>
          この人の分 {formatYen(amountYen)}{' '}
          は、もう世帯主に支払われています。本人だけの分を、あらたに加えます。予算はもう一度いります。
        </p>
        <p>{FENCE_WARNING}</p>
      </ConfirmedAction>
    ),
    may('prepare') && claimId === null && (status === 'open' || status === 'expired') && (
      <ConfirmedAction
        key="refusal"
        route="POST /entitlements/:entitlementId/refusal"
        input={input}
        label="辞退を記録する"
        about={name}
        size="sm"
        title={`${name}さんの辞退を記録しますか`}
        done="辞退を記録しました。"
      >
        <p>紙か電話で辞退を受けたときに記録します。期間のうちなら、あとから申請することもできます。</p>
      </ConfirmedAction>
    ),
  ].filter((action) => action !== false);
  return actions.length === 0 ? '－' : <span className="flex flex-wrap gap-2">{actions}</span>;
}
