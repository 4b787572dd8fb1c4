import { isRouteErrorResponse, useRouteError } from 'react-router';
import { Button, LinkButton } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { Skeleton } from '../components/skeleton.tsx';

const home = (
  <LinkButton to="/" look="primary">
    ホームへ
  </LinkButton>
);

export function NotFoundPage() {
  return (
    <>
      <PageHeader title="ページが見つかりません" />
      <EmptyState icon="search" title="このアドレスのページはありません" actions={home}>
        移動したか、アドレスが途中で切れているかもしれません。
      </EmptyState>
    </>
  );
}

export function ForbiddenPage() {
  return (
    <>
      <PageHeader title="このページを開く権限がありません" />
      <EmptyState icon="shield" title="あなたの役割では、このページを使いません" actions={home}>
        必要なときは、市の管理者に役割の変更をご相談ください。
      </EmptyState>
    </>
  );
}

export function LoadingPage() {
  return <Skeleton lines={6} />;
}

/** A page that broke. Its own code may be older than the server, so loading it anew is the first thing to try. */
export function CrashPage({ inside = false }: { inside?: boolean }) {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />;
  const isCodeGone = error instanceof TypeError && /module/.test(error.message); // as every browser says of an import that fails
  const words = (
    <>
      <PageHeader title="画面を表示できませんでした" />
      <EmptyState
        icon="warning"
        title={isCodeGone ? '手のひら市役所が新しくなったか、通信が切れました' : '申し訳ありません。画面の不具合です'}
        actions={
          <>
            <Button look="primary" icon="retry" onClick={() => window.location.reload()}>
              画面を読み込み直す
            </Button>
            <LinkButton to="/">ホームへ</LinkButton>
          </>
        }
      >
        保存した内容は消えていません。
        {isCodeGone ? '読み込み直すと、続きから使えます。' : '読み込み直しても同じときは、運営にお知らせください。'}
      </EmptyState>
    </>
  );
  return inside ? words : <main className="mx-auto flex max-w-3xl flex-col gap-6 p-8">{words}</main>;
}
