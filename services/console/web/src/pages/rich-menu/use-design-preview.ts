import { useEffect, useState } from 'react';
import type { AnswerOf } from '../../api/api-types.ts';
import { api } from '../../api/client.ts';
import { type ApiProblem, toProblem } from '../../api/problem.ts';
import type { Design } from './design.ts';

export type DesignPreview = AnswerOf<'POST /rich-menu/preview'>;

/** Milliseconds without a change, after which the picture is drawn anew. */
const PAUSE_MS = 300;

/** The picture of a design and what is wrong with it, a moment after it changed. */
export function useDesignPreview(design: Design): { preview?: DesignPreview; problem?: ApiProblem; isOld: boolean } {
  const [drawn, setDrawn] = useState<{ of: Design; preview?: DesignPreview; problem?: ApiProblem }>();
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(async () => {
      try {
        const preview = await api.post('/rich-menu/preview', { body: { design } });
        if (!isOver) setDrawn({ of: design, preview });
      } catch (error) {
        if (!isOver) setDrawn((before) => ({ ...before, of: design, problem: toProblem(error) }));
      }
    }, PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [design]);
  return { ...drawn, isOld: drawn?.of !== design };
}
