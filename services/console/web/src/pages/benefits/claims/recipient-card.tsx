import { useApiMutation } from '../../../api/use-api.ts';
import { Button, Card, DescriptionList } from '../../../components/index.ts';
import { ACCOUNT_TYPES } from '../account/account-draft.ts';
import { ActionProblem } from '../action-problem.tsx';
import { Permitted, Reason } from '../permitted.tsx';
import type { Claim } from './claim.ts';
import { PROXY_KINDS } from './proxy-fields.tsx';

/** The account and the proxy stay closed until somebody wants to see them, and who that was is written down. */
export function RecipientCard({ claim: { claimId, accountKind, byProxy, waitsForAccount } }: { claim: Claim }) {
  const show = useApiMutation('POST /claims/:claimId/recipient', { problem: 'shown', invalidates: [] });
  if (accountKind === 'none' && !byProxy) return null;
  const { account, proxy } = show.data ?? {};
  return (
    <Card title={byProxy ? '口座と代理人' : '口座'}>
      {waitsForAccount && <Reason>公金受取口座は、まだ書き入れられていません。</Reason>}
      <Permitted permission="handle" action="口座を見ること">
        {show.data === undefined ? (
          <div className="flex flex-wrap items-center gap-4">
            <Button icon="search" busy={show.isPending} onClick={() => show.mutate({ params: { claimId } })}>
              {byProxy ? '口座と代理人を表示する' : '口座を表示する'}
            </Button>
            <p className="text-solid-gray-700">だれがいつ見たかは、記録に残ります。</p>
          </div>
        ) : (
          <div aria-live="polite">
            <DescriptionList
              items={[
                ...(account == null
                  ? []
                  : [
                      { term: '金融機関', value: `${account.bankName ?? '名簿にない金融機関'}（${account.bankCode}）` },
                      { term: '支店', value: `${account.branchName ?? '名簿にない支店'}（${account.branchCode}）` },
                      { term: '口座番号', value: `${ACCOUNT_TYPES[account.type]}　${account.number}` },
                      { term: '口座名義', value: account.holderKana },
                    ]),
                ...(proxy == null
                  ? []
                  : [
                      { term: '代理人', value: `${proxy.name}（${PROXY_KINDS[proxy.kind]}）` },
                      { term: '確かめたもの', value: proxy.ground },
                    ]),
              ]}
            />
          </div>
        )}
      </Permitted>
      <ActionProblem error={show.error} />
    </Card>
  );
}
