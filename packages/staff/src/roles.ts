/** `editor` prepares, `approver` approves, `owner` does both and says who works here, `viewer` looks. */
export const CITY_ROLES = ['owner', 'editor', 'approver', 'viewer'] as const;
/** Exists in the platform's own tenant only. */
export const PLATFORM_ROLE = 'operator';
export const ROLES = [...CITY_ROLES, PLATFORM_ROLE] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_TEXT: Readonly<Record<Role, string>> = {
  owner: '管理者',
  editor: '担当者',
  approver: '承認者',
  viewer: '閲覧者',
  operator: '運営',
};

/** What a person wants to do; `handle` is for what either side of two people does. That two of them are needed for money is checked where the money is, not here. */
export type Permission = 'read' | 'handle' | 'prepare' | 'approve' | 'manage' | 'operate';

const PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  owner: ['read', 'handle', 'prepare', 'approve', 'manage'],
  editor: ['read', 'handle', 'prepare'],
  approver: ['read', 'handle', 'approve'],
  viewer: ['read'],
  operator: ['operate'],
};

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

export function may(role: Role, permission: Permission): boolean {
  return PERMISSIONS[role].includes(permission);
}

export function permissionsOf(role: Role): readonly Permission[] {
  return PERMISSIONS[role];
}
