// How somebody wants the money, as a paper says it: the method, and the account where it needs one.
import { Notice, RadioGroup } from '../../../components/index.ts';
import { type AccountDraft, checkAccountDraft, EMPTY_ACCOUNT, toAccount } from '../account/account-draft.ts';
import { AccountFields } from '../account/account-fields.tsx';
import type { FieldErrors } from '../use-draft-form.ts';
import type { Method } from '../use-methods.ts';
import type { AccountInput, ListedClaim, Program } from '../words.ts';

export type WayDraft = {
  method: string;
  accountKind: Exclude<ListedClaim['accountKind'], 'none'>;
  account: AccountDraft;
};

export const EMPTY_WAY: WayDraft = { method: '', accountKind: 'entered', account: EMPTY_ACCOUNT };

export function checkWay(way: WayDraft, methods: ReadonlyMap<string, Method>): FieldErrors {
  if (way.method === '') return { method: '受け取り方を選んでください。' };
  return needsAccount(way, methods) && way.accountKind === 'entered' ? checkAccountDraft(way.account) : {};
}

export function toWay(
  way: WayDraft,
  methods: ReadonlyMap<string, Method>,
): { method: string; accountKind: ListedClaim['accountKind']; account?: AccountInput } {
  const { method, accountKind, account } = way;
  if (!needsAccount(way, methods)) return { method, accountKind: 'none' };
  return { method, accountKind, ...(accountKind === 'entered' ? { account: toAccount(account) } : {}) };
}

function needsAccount({ method }: WayDraft, methods: ReadonlyMap<string, Method>): boolean {
  return methods.get(method)?.asks === 'account';
}

export function WayFields({
  program,
  methods,
  value,
  errorOf,
  onChange,
}: {
  program: Program;
  methods: ReadonlyMap<string, Method>;
  value: WayDraft;
  errorOf: (field: string) => string | undefined;
  onChange: (changes: Partial<WayDraft>) => void;
}) {
  return (
    <>
      <RadioGroup
        label="受け取り方"
        required
        error={errorOf('method')}
        value={value.method}
        options={program.methods.map((key) => ({ value: key, label: methods.get(key)?.title ?? key }))}
        onChange={({ target }) => onChange({ method: target.value })}
      />
      {needsAccount(value, methods) && (
        <>
          <RadioGroup
            label="どの口座に振り込むか"
            value={value.accountKind}
            options={[
              { value: 'entered', label: '申請書に書かれた口座' },
              { value: 'held', label: '役所が知っている口座', help: '対象者リストにある、本人の口座です。' },
              { value: 'public', label: '公金受取口座', help: 'あとで、市の側で調べて書き入れます。' },
            ]}
            onChange={({ target }) =>
              onChange({
                accountKind: target.value === 'held' ? 'held' : target.value === 'public' ? 'public' : 'entered',
              })
            }
          />
          {value.accountKind === 'entered' && (
            <AccountFields value={value.account} errorOf={errorOf} onChange={(account) => onChange({ account })} />
          )}
          {value.accountKind === 'public' && (
            <Notice title="口座の番号は、ここでは入力しません">
              情報提供ネットワークで調べたあと、申請のページで書き入れます。書き入れるまで、承認はできません。
            </Notice>
          )}
        </>
      )}
    </>
  );
}
