import { useState } from 'react';
import { useApiQuery } from '../../../api/use-api.ts';
import { useDelayed } from '../../../components/use-delayed.ts';
import type { BankEntry } from './account-draft.ts';
import { Combobox } from './combobox.tsx';

/** After the last letter, before the directory is asked, in milliseconds. */
const TYPING_PAUSE_MS = 250;

type PickerProps = {
  chosen: BankEntry | undefined;
  error: string | undefined;
  onChoose: (entry: BankEntry | undefined) => void;
};

export function BankPicker({ chosen, error, onChoose }: PickerProps) {
  const [text, setText] = useState(nameOf(chosen));
  const asked = useDelayed(text.trim(), TYPING_PAUSE_MS);
  const isOpen = chosen === undefined && asked !== '';
  const found = useApiQuery('/banks', { query: { text: asked } }, { enabled: isOpen, keepPrevious: true });
  return (
    <EntryPicker
      label="金融機関"
      help="名前・カナ・コードの一部を入力すると、候補が出ます。"
      emptyText="見つかりません。通帳の名前かコードを、もう一度お確かめください。"
      {...{ text, setText, chosen, error, onChoose }}
      entries={isOpen ? found.data?.banks : undefined}
    />
  );
}

export function BranchPicker({ bank, chosen, error, onChoose }: PickerProps & { bank: BankEntry | undefined }) {
  const [text, setText] = useState(nameOf(chosen));
  const asked = useDelayed(text.trim(), TYPING_PAUSE_MS);
  const isOpen = bank !== undefined && chosen === undefined && asked !== '';
  const found = useApiQuery(
    '/banks/:bankCode/branches',
    { params: { bankCode: bank?.code ?? '' }, query: { text: asked } },
    { enabled: isOpen, keepPrevious: true },
  );
  return (
    <EntryPicker
      label="支店"
      help={bank === undefined ? '先に、金融機関を選んでください。' : '名前・カナ・3けたのコードで探せます。'}
      emptyText="見つかりません。支店の名前かコードを、もう一度お確かめください。"
      {...{ text, setText, chosen, error, onChoose }}
      disabled={bank === undefined}
      entries={isOpen ? found.data?.branches : undefined}
    />
  );
}

function EntryPicker({
  label,
  help,
  emptyText,
  text,
  setText,
  chosen,
  error,
  entries,
  disabled,
  onChoose,
}: PickerProps & {
  label: string;
  help: string;
  emptyText: string;
  text: string;
  setText: (text: string) => void;
  entries: readonly BankEntry[] | undefined;
  disabled?: boolean;
}) {
  return (
    <Combobox
      required
      {...{ label, help, emptyText, error, text }}
      disabled={disabled ?? false}
      options={entries?.map(({ code, name }) => ({ value: code, label: name, note: code }))}
      onText={(typed) => {
        setText(typed);
        if (chosen !== undefined) onChoose(undefined);
      }}
      onChoose={({ value, label: name }) => {
        setText(nameOf({ code: value, name }));
        onChoose({ code: value, name });
      }}
    />
  );
}

function nameOf(entry: BankEntry | undefined): string {
  return entry === undefined ? '' : `${entry.name}（${entry.code}）`;
}
