import { useCallback, useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import { type ApiProblem, toProblem } from '../../api/problem.ts';
import type { FeatureDetail } from './feature-rows.ts';

type Preview = FeatureDetail['preview'];
type Settings = Record<string, unknown>;

/** Milliseconds without a key being pressed, after which the phone follows. */
const PAUSE_MS = 400;

/** How the phone looks with settings that are not saved: the last ones that fit, and what is wrong with those of now. */
export function useSettingsPreview(featureKey: string, saved: Preview) {
  const [settings, setSettings] = useState<Settings>();
  const [shown, setShown] = useState<{ preview: Preview; problem: ApiProblem | undefined }>();
  useEffect(() => {
    if (settings === undefined) return;
    let isOld = false;
    const timer = setTimeout(async () => {
      const body = { settings: JSON.parse(JSON.stringify(settings)) };
      try {
        const { preview } = await api.post('/features/:featureKey/preview', { params: { featureKey }, body });
        if (!isOld) setShown({ preview, problem: undefined });
      } catch (error) {
        if (!isOld) setShown((before) => ({ preview: before?.preview ?? saved, problem: toProblem(error) }));
      }
    }, PAUSE_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [featureKey, settings, saved]);
  const forget = useCallback(() => {
    setSettings(undefined);
    setShown(undefined);
  }, []);
  return {
    ...{ preview: shown?.preview ?? saved, problem: shown?.problem },
    isUnsaved: shown !== undefined,
    setSettings,
    /** They are saved: what the server says of them counts again. */
    forget,
  };
}
