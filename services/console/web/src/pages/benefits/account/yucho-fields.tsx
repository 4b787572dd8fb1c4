import { useState } from 'react';
import { useApiMutation } from '../../../api/use-api.ts';
import { Button, ProblemNotice, TextField } from '../../../components/index.ts';
import { ACCOUNT_TYPES, type AccountDraft } from './account-draft.ts';

/** 記号・番号 are not what a transfer needs; the bank's own rule turns them into it, and both are seen. */
export function YuchoFields({
  value,
  error,
  onChange,
}: {
  value: AccountDraft;
  error: string | undefined;
  onChange: (changes: Partial<AccountDraft>) => void;
}) {
  const [symbol, setSymbol] = useState('');
  const [number, setNumber] = useState('');
  const convert = useApiMutation('POST /yucho-accounts', {
    problem: 'shown',
    invalidates: [],
    onDone: ({ bankCode, bankName, branchCode, branchName, type, number: converted }) =>
      onChange({
        ...{ bank: { code: bankCode, name: bankName }, branch: { code: branchCode, name: branchName } },
        ...{ type, number: converted },
      }),
  });
  const forget = () => onChange({ bank: undefined, branch: undefined, number: '' });
  return (
    <>
      <div className="flex flex-wrap items-end gap-6">
        <TextField
          label="記号"
          help="5けた"
          width="short"
          inputMode="numeric"
          error={error}
          value={symbol}
          onChange={({ target }) => {
            setSymbol(target.value);
            forget();
          }}
        />
        <TextField
          label="番号"
          help="8けたまで"
          width="short"
          inputMode="numeric"
          value={number}
          onChange={({ target }) => {
            setNumber(target.value);
            forget();
          }}
        />
        <Button busy={convert.isPending} onClick={() => convert.mutate({ body: { symbol, number } })}>
          振込の番号に直す
        </Button>
      </div>
      {convert.error !== null && <ProblemNotice problem={convert.error} />}
      <p aria-live="polite">
        {value.branch !== undefined && (
          <>
            {value.bank?.name}銀行　{value.branch.name}支店（{value.branch.code}）　{ACCOUNT_TYPES[value.type]}　
            <span className="font-bold tabular-nums">{value.number}</span>
          </>
        )}
      </p>
    </>
  );
}
