// The first page: what waits for me, what went out, how residents answered, how far the programs are.
import { useApiQuery } from '../../api/use-api.ts';
import { Loaded, PageHeader } from '../../components/index.ts';
import { useMay, useMe } from '../../shell/me.ts';
import { Areas } from './areas.tsx';
import { ProgramsCard } from './programs-card.tsx';
import { SentCard } from './sent-card.tsx';
import { SurveyCard } from './survey-card.tsx';
import { Waiting } from './waiting.tsx';

/** What a colleague does meanwhile shows by itself, in milliseconds. */
const LOOK_AGAIN_MS = 60_000;

export function Page() {
  const { name, city } = useMe();
  const mayRead = useMay()('read');
  return (
    <>
      <PageHeader
        title="ホーム"
        lead={
          mayRead
            ? `${name}さん、おつかれさまです。${city?.name ?? ''}の手のひら市役所の、いまのようすです。`
            : `${name}さん、おつかれさまです。`
        }
      />
      {mayRead ? <Desk /> : <Areas />}
    </>
  );
}

function Desk() {
  const home = useApiQuery('/home', undefined, { refetchInterval: LOOK_AGAIN_MS });
  return (
    <Loaded query={home}>
      {({ waiting, sent, survey, programs }) => (
        <>
          <Waiting waiting={waiting} />
          <div className="grid items-start gap-6 lg:grid-cols-2">
            <SentCard days={sent} />
            <SurveyCard survey={survey} />
          </div>
          <ProgramsCard programs={programs} />
        </>
      )}
    </Loaded>
  );
}
