// One case: what was reported, whose it is, what was said about it, and everything that can be done with it.
import { useParams } from 'react-router';
import { useApiQuery } from '../../../api/use-api.ts';
import {
  Badge,
  isUnderWay,
  LOOK_AGAIN_MS,
  Loaded,
  Notice,
  PageHeader,
  Skeleton,
  TextLink,
} from '../../../components/index.ts';
import { useMay } from '../../../shell/me.ts';
import { CaseStatusBadge } from '../case-status.tsx';
import { CaseContent } from './case-content.tsx';
import type { CaseDetail } from './case-detail.ts';
import { Handling } from './handling.tsx';
import { History } from './history.tsx';
import { ReplyDesk } from './reply-desk.tsx';

const CRUMBS = [{ to: '/cases', label: '受付' }];

const isBeingSent = ({ delivery }: CaseDetail['timeline'][number]) => delivery !== null && isUnderWay(delivery.status);

export function Page() {
  const { caseNumber = '' } = useParams();
  const found = useApiQuery(
    '/cases/:caseNumber',
    { params: { caseNumber }, query: {} },
    { refetchInterval: (detail) => (detail?.timeline.some(isBeingSent) ? LOOK_AGAIN_MS : false) },
  );
  return (
    <Loaded
      query={found}
      loading={
        <>
          <PageHeader title={`受付 ${caseNumber}`} crumbs={CRUMBS} />
          <Skeleton lines={12} />
        </>
      }
    >
      {(detail) => <CaseView key={detail.number} detail={detail} refresh={() => void found.refetch()} />}
    </Loaded>
  );
}

function CaseView({ detail, refresh }: { detail: CaseDetail; refresh: () => void }) {
  const mayHandle = useMay()('handle');
  const { number, title, status, statusText, feature, reporter, mergedInto } = detail;
  return (
    <>
      <PageHeader
        title={`${number} ${title}`}
        crumbs={CRUMBS}
        lead={`「${feature.title}」で届いた受付です。`}
        badges={
          <>
            <CaseStatusBadge status={status} text={statusText} />
            {reporter.isTest && <Badge>試しの受付</Badge>}
          </>
        }
      />
      {mergedInto !== null && (
        <Notice title="この受付は、ほかの受付にまとめられています">
          これからの対応は、まとめた先で行います。{' '}
          <TextLink to={`/cases/${mergedInto}`}>受付 {mergedInto} を開く</TextLink>
        </Notice>
      )}
      {!mayHandle && <Notice>見るだけの権限です。返事や対応状況の変更は、担当者に頼んでください。</Notice>}
      <div className="grid items-start gap-6 xl:grid-cols-[1fr_21rem]">
        <CaseContent detail={detail} />
        <Handling detail={detail} refresh={refresh} />
      </div>
      {mayHandle && mergedInto === null ? (
        <div className="grid items-start gap-6 lg:grid-cols-[1fr_21rem]">
          <ReplyDesk detail={detail} refresh={refresh} />
          <History detail={detail} />
        </div>
      ) : (
        <History detail={detail} />
      )}
    </>
  );
}
