import { useMemo, useState } from 'react';
import type { AnswerOf } from '../../api/api-types.ts';
import { useApiMutation } from '../../api/use-api.ts';
import { type Choices, type Design, withAllAreas, withoutSpareAreas } from './design.ts';

/** What is drawn on the screen, and whether the server has it. */
export function useDraft(draft: AnswerOf<'GET /rich-menu'>['draft'], choices: Choices) {
  const [drawn, setDrawn] = useState(() => withAllAreas(draft.design, choices));
  /** What this was begun with, or was saved as since: the server takes no change of anything else. */
  const [seen, setSeen] = useState(draft.design);
  const [isKept, setKept] = useState(draft.updatedAt !== null);
  const design = useMemo(() => withoutSpareAreas(drawn, choices), [drawn, choices]);
  const mutation = useApiMutation('PUT /rich-menu', {
    invalidates: [],
    problem: 'shown',
    done: ({ problems }) =>
      problems.length === 0
        ? '下書きを保存しました。'
        : `下書きを保存しました。公開する前に直すところが${problems.length}個あります。`,
  });
  const keep = () => {
    setSeen(design);
    setKept(true);
  };
  return {
    /** As it is saved and shown. */
    design,
    change: (next: Design) => setDrawn(withAllAreas(next, choices)),
    areas: drawn.areas,
    isSaved: isKept && JSON.stringify(seen) === JSON.stringify(design),
    save: () => mutation.mutate({ body: { design, seen } }, { onSuccess: keep }),
    isSaving: mutation.isPending,
    problem: mutation.error,
  };
}
