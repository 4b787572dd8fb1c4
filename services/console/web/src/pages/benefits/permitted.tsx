import type { ReactNode } from 'react';
import { Icon } from '../../components/index.ts';
import { type StaffPermission, useMay } from '../../shell/me.ts';

const WHO: Readonly<Partial<Record<StaffPermission, string>>> = {
  handle: '担当者・承認者・管理者',
  prepare: '担当者か管理者',
  approve: '承認者か管理者',
  manage: '管理者',
};

/** 「担当者か管理者」 */
export function whoMay(permission: StaffPermission): string {
  return WHO[permission] ?? 'すべての職員';
}

/** What only some may do; everybody else reads who that is. `action` is a noun: 「予算の登録」. */
export function Permitted({
  permission,
  action,
  children,
}: {
  permission: StaffPermission;
  action: string;
  children: ReactNode;
}) {
  const may = useMay();
  if (may(permission)) return children;
  return <Reason>{`${action}は、${whoMay(permission)}が行います。`}</Reason>;
}

/** Why something cannot be done now. */
export function Reason({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-start gap-2 text-solid-gray-700">
      <Icon name="info" className="mt-1 size-5" />
      <span>{children}</span>
    </p>
  );
}
