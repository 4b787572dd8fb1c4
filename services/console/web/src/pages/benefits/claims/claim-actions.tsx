import { useState } from 'react';
import { Card, Form, Notice, RadioGroup } from '../../../components/index.ts';
import { useMay, useMe } from '../../../shell/me.ts';
import { checkAccountDraft, EMPTY_ACCOUNT, toAccount } from '../account/account-draft.ts';
import { AccountFields } from '../account/account-fields.tsx';
import { ConfirmedAction } from '../confirmed-action.tsx';
import { Reason, whoMay } from '../permitted.tsx';
import { useDraftForm } from '../use-draft-form.ts';
import { useMethods } from '../use-methods.ts';
import type { Program } from '../words.ts';
import type { Claim } from './claim.ts';
import { checkWay, EMPTY_WAY, toWay, type WayDraft, WayFields } from './way-fields.tsx';

/** What can be done with a claim in its present state, and by whom. */
export function ClaimActions({ program, claim }: { program: Program; claim: Claim }) {
  const may = useMay();
  const { status, accountKind, waitsForAccount } = claim;
  const isAtRest = status === 'keyed' || status === 'claimed';
  return (
    <>
      {status === 'keyed' && <Confirming claim={claim} />}
      {isAtRest && accountKind === 'public' && <FillingIn claim={claim} isFirst={waitsForAccount} />}
      {status === 'returned' && <Correcting program={program} claim={claim} />}
      {status !== 'cancelled' && status !== 'paid' && may('prepare') && <Cancelling claim={claim} />}
    </>
  );
}

function Confirming({ claim: { claimId, number, keyedBy } }: { claim: Claim }) {
  const may = useMay();
  const { staffId } = useMe();
  return (
    <Card title="紙と見くらべて確かめる" lead="入力した人とは別の人が、申請書のすべての項目を見くらべます。">
      {!may('handle') && <Reason>{`確かめるのは、${whoMay('handle')}です。`}</Reason>}
      {may('handle') && keyedBy === staffId && (
        <Reason>あなたが入力した申請なので、あなたは確かめられません。別の職員に頼んでください。</Reason>
      )}
      {may('handle') && keyedBy !== staffId && (
        <div>
          <ConfirmedAction
            route="POST /claims/:claimId/confirm"
            input={{ params: { claimId } }}
            label="申請書と同じと確かめた"
            look="primary"
            icon="check"
            title={`${number} は、申請書と同じですか`}
            done="確かめました。承認を待ちます。"
          >
            <p>
              氏名・生年月日・金額・口座・受付日を見くらべましたか。確かめた人は、この申請の承認はできなくなります。
            </p>
          </ConfirmedAction>
        </div>
      )}
    </Card>
  );
}

function FillingIn({ claim: { claimId }, isFirst }: { claim: Claim; isFirst: boolean }) {
  const may = useMay();
  const form = useDraftForm('PUT /claims/:claimId/account', {
    initial: { account: EMPTY_ACCOUNT },
    check: ({ account }) => checkAccountDraft(account),
    input: ({ account }) => ({ params: { claimId }, body: { account: toAccount(account) } }),
    done: '口座を書き入れました。',
    onDone: () => form.reset(),
  });
  return (
    <Card
      title={isFirst ? '公金受取口座を書き入れる' : '公金受取口座を書き直す'}
      lead="市の側で調べた口座を書き入れます。書き入れた人は、この申請の承認はできなくなります。"
    >
      {may('prepare') ? (
        <Form form={form} submit="口座を書き入れる">
          <AccountFields
            value={form.values.account}
            errorOf={form.errorOf}
            onChange={(account) => form.set({ account })}
          />
        </Form>
      ) : (
        <Reason>{`書き入れるのは、${whoMay('prepare')}です。`}</Reason>
      )}
    </Card>
  );
}

function Correcting({ program, claim: { claimId } }: { program: Program; claim: Claim }) {
  const may = useMay();
  const methods = useMethods();
  const form = useDraftForm<'POST /claims/:claimId/correction', WayDraft>('POST /claims/:claimId/correction', {
    initial: EMPTY_WAY,
    check: (values) => checkWay(values, methods),
    input: (values) => ({ params: { claimId }, body: toWay(values, methods) }),
    done: '直しました。もう一度、承認を待ちます。',
  });
  return (
    <Card title="受け取り方を直す" lead="支払いが戻ってきました。お金は予算に戻っています。">
      <Notice>
        LINEで申し込んだ人には、直してもらうお知らせが届いています。市で直すのは、電話や窓口で聞いたときと、紙の申請のときです。直した人は、この申請の承認はできなくなります。
      </Notice>
      {may('prepare') ? (
        <Form form={form} submit="この内容に直す">
          <WayFields
            program={program}
            methods={methods}
            value={form.values}
            errorOf={form.errorOf}
            onChange={form.set}
          />
        </Form>
      ) : (
        <Reason>{`直すのは、${whoMay('prepare')}です。`}</Reason>
      )}
    </Card>
  );
}

function Cancelling({ claim: { claimId, number } }: { claim: Claim }) {
  const [reason, setReason] = useState<'keyed-wrongly' | 'withdrawn-by-applicant'>('withdrawn-by-applicant');
  return (
    <Card title="申請を取り消す">
      <p>まだ市の手を離れていない支払いは止まり、世帯の分は申請の前に戻ります。もう一度申請できます。</p>
      <div>
        <ConfirmedAction
          route="POST /claims/:claimId/cancel"
          input={{ params: { claimId }, body: { reason } }}
          label="申請を取り消す"
          look="danger"
          title={`${number} を取り消しますか`}
          done="取り消しました。"
        >
          <RadioGroup
            label="取り消すわけ"
            value={reason}
            options={[
              { value: 'withdrawn-by-applicant', label: '本人が取り下げた' },
              { value: 'keyed-wrongly', label: '入力を間違えた' },
            ]}
            onChange={({ target }) =>
              setReason(target.value === 'keyed-wrongly' ? 'keyed-wrongly' : 'withdrawn-by-applicant')
            }
          />
        </ConfirmedAction>
      </div>
    </Card>
  );
}
