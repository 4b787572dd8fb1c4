import type { ReactNode } from 'react';
import type { ApiProblem } from '../api/problem.ts';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';

export type NoticeKind = 'info' | 'success' | 'warning' | 'error';

const KINDS: Readonly<Record<NoticeKind, { icon: IconName; word: string; classes: string; mark: string }>> = {
  info: { icon: 'info', word: 'お知らせ', classes: 'border-blue-900 bg-blue-50', mark: 'text-blue-900' },
  success: { icon: 'check', word: '完了', classes: 'border-green-800 bg-green-50', mark: 'text-green-900' },
  warning: { icon: 'warning', word: '注意', classes: 'border-yellow-700 bg-yellow-50', mark: 'text-yellow-1200' },
  error: { icon: 'error', word: 'エラー', classes: 'border-red-900 bg-red-50', mark: 'text-red-1000' },
};

export type NoticeProps = {
  kind?: NoticeKind;
  title?: ReactNode;
  children?: ReactNode;
  /** Buttons below the words. */
  actions?: ReactNode;
  /** Read out at once: for what appears after a press. */
  announce?: boolean;
  className?: string;
};

/** Something to know, in the flow of the page. */
export function Notice({ kind = 'info', title, children, actions, announce = false, className }: NoticeProps) {
  const { icon, word, classes, mark } = KINDS[kind];
  return (
    <div
      role={announce ? 'alert' : undefined}
      className={classNames('flex gap-3 rounded-12 border-l-8 p-4 sm:px-6', classes, className)}
    >
      <Icon name={icon} className={`mt-0.5 size-6 ${mark}`} />
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <div>
          <span className="sr-only">{word}：</span>
          {title !== undefined && <p className="text-std-16B-170">{title}</p>}
          {children !== undefined && <div className="whitespace-pre-line">{children}</div>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap gap-3">{actions}</div>}
      </div>
    </div>
  );
}

/** What went wrong with a call. */
export function ProblemNotice({ problem, actions }: { problem: ApiProblem; actions?: ReactNode }) {
  return (
    <Notice kind="error" announce actions={actions}>
      {problem.message}
      {problem.requestId !== undefined && (
        <span className="mt-1 block text-dns-14N-130 text-solid-gray-700">お問い合わせ番号 {problem.requestId}</span>
      )}
    </Notice>
  );
}
