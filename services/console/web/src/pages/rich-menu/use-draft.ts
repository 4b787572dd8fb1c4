import { useMemo, useState } from 'react';
import type { AnswerOf } from '../../api/api-types.ts';
import { useApiMutation } from '../../api/use-api.ts';
import { type Choices, type Design, withAllAreas, withoutSpareAreas } from './design.ts';

/** What is drawn on the screen, and whether the server has it. */
export function useDraft(draft: AnswerOf<'GET /rich-menu'>['draft'], choices: Choices) {
  const [drawn, setDrawn] = useState(() => withAllAreas(draft.design, choices));
  const [saved, setSaved] = useState(draft.updatedAt === null ? undefined : draft.design);
  const design = useMemo(() => withoutSpareAreas(drawn, choices), [drawn, choices]);
  const mutation = useApiMutation('PUT /rich-menu', {
    invalidates: [],
    done: ({ problems }) =>
      problems.length === 0
        ? '下書きを保存しました。'
        : `下書きを保存しました。公開する前に直すところが${problems.length}個あります。`,
  });
  return {
    /** As it is saved and shown. */
    design,
    change: (next: Design) => setDrawn(withAllAreas(next, choices)),
    areas: drawn.areas,
    isSaved: JSON.stringify(saved) === JSON.stringify(design),
    save: () => mutation.mutate({ body: { design } }, { onSuccess: () => setSaved(design) }),
    isSaving: mutation.isPending,
  };
}
