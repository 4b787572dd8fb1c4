import { RadioGroup, Select, TextField } from '../../../components/index.ts';
import { ACCOUNT_TYPES, type AccountDraft, EMPTY_ACCOUNT } from './account-draft.ts';
import { BankPicker, BranchPicker } from './bank-picker.tsx';
import { YuchoFields } from './yucho-fields.tsx';

/** An account by bank and branch, or by what a ゆうちょ passbook shows. */
export function AccountFields({
  value,
  errorOf,
  onChange,
}: {
  value: AccountDraft;
  errorOf: (field: string) => string | undefined;
  onChange: (draft: AccountDraft) => void;
}) {
  const set = (changes: Partial<AccountDraft>) => onChange({ ...value, ...changes });
  return (
    <fieldset className="flex flex-col gap-5 rounded-12 border border-line p-5">
      <legend className="px-2 text-std-16B-170">振込先の口座</legend>
      <RadioGroup
        label="口座の種類"
        inline
        value={value.by}
        options={[
          { value: 'bank', label: '銀行・信用金庫・農協など' },
          { value: 'yucho', label: 'ゆうちょ銀行（通帳の記号・番号）' },
        ]}
        onChange={({ target }) =>
          onChange({ ...EMPTY_ACCOUNT, holderKana: value.holderKana, by: target.value === 'yucho' ? 'yucho' : 'bank' })
        }
      />
      {value.by === 'yucho' ? (
        <YuchoFields value={value} error={errorOf('symbol')} onChange={set} />
      ) : (
        <>
          <BankPicker
            chosen={value.bank}
            error={errorOf('bank')}
            onChoose={(bank) => set({ bank, branch: undefined })}
          />
          <BranchPicker
            key={value.bank?.code ?? ''}
            bank={value.bank}
            chosen={value.branch}
            error={errorOf('branch')}
            onChoose={(branch) => set({ branch })}
          />
          <div className="flex flex-wrap gap-6">
            <Select
              label="預金の種類"
              width="short"
              className="w-40"
              options={Object.entries(ACCOUNT_TYPES).map(([type, label]) => ({ value: type, label }))}
              value={value.type}
              onChange={({ target }) => set({ type: target.value === '2' ? '2' : target.value === '4' ? '4' : '1' })}
            />
            <TextField
              label="口座番号"
              width="short"
              inputMode="numeric"
              required
              error={errorOf('number')}
              value={value.number}
              onChange={({ target }) => set({ number: target.value })}
            />
          </div>
        </>
      )}
      <TextField
        label="口座名義（カナ）"
        help="通帳のとおりに、カナで入力します。"
        required
        error={errorOf('holderKana')}
        value={value.holderKana}
        maxLength={60}
        onChange={({ target }) => set({ holderKana: target.value })}
      />
    </fieldset>
  );
}
