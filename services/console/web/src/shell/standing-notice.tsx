import { Notice, TextLink } from '../components/index.ts';
import { useMay, useMe } from './me.ts';

/** What follows from a bill that was not paid. Residents notice nothing of it. */
export function StandingNotice() {
  const { city } = useMe();
  if (city === null || city.standing === 'good') return null;
  if (city.standing === 'late') {
    return (
      <Notice kind="warning" title="利用料のお支払いの期限が過ぎています">
        <WhatToDo />
      </Notice>
    );
  }
  return (
    <Notice kind="warning" title="いまは、見ることだけができます">
      利用料のお支払いが確認できていないため、変更を受け付けていません。住民向けのサービスと、手続き中の支払いは、そのまま動いています。
      <WhatToDo />
    </Notice>
  );
}

function WhatToDo() {
  return useMay()('manage') ? (
    <TextLink to="/settings/billing">料金とお支払いを開く</TextLink>
  ) : (
    '契約の担当の方に、請求書をお確かめいただくようお伝えください。'
  );
}
