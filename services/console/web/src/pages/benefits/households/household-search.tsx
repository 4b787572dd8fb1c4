import { useState } from 'react';
import { useApiMutation } from '../../../api/use-api.ts';
import { Button, ProblemNotice, RadioGroup, TextField } from '../../../components/index.ts';
import type { Household } from '../words.ts';

/** A household by what a paper or a caller has: 世帯番号, or the code of the letter. What was typed is kept nowhere. */
export function HouseholdSearch({
  programId,
  onFound,
}: {
  programId: string;
  onFound: (household: Household) => void;
}) {
  const [by, setBy] = useState<'number' | 'letterCode'>('number');
  const [typed, setTyped] = useState('');
  const search = useApiMutation('POST /programs/:programId/households/search', {
    problem: 'shown',
    invalidates: [],
    onDone: onFound,
  });
  const text = typed.trim();
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (text === '') return;
        const body = by === 'number' ? { number: text } : { letterCode: text };
        search.mutate({ params: { programId }, body });
      }}
    >
      <RadioGroup
        label="何で探すか"
        inline
        value={by}
        options={[
          { value: 'number', label: '世帯番号' },
          { value: 'letterCode', label: '手紙の番号（12文字）' },
        ]}
        onChange={({ target }) => setBy(target.value === 'letterCode' ? 'letterCode' : 'number')}
      />
      <div className="flex flex-wrap items-end gap-4">
        <TextField
          label={by === 'number' ? '世帯番号' : '手紙の番号'}
          width="medium"
          autoComplete="off"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Button type="submit" look="primary" icon="search" busy={search.isPending}>
          世帯を探す
        </Button>
      </div>
      {search.error !== null && <ProblemNotice problem={search.error} />}
    </form>
  );
}
