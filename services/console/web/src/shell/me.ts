import { createContext, useContext } from 'react';
import type { AnswerOf } from '../api/api-types.ts';

/** Who is signed in. */
export type Me = AnswerOf<'GET /me'>;
export type StaffPermission = Me['permissions'][number];
export type StaffRole = Me['role'];

export const MeContext = createContext<Me | undefined>(undefined);

/** Who is signed in; on every page behind the sign-in. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === undefined) throw new Error('useMe outside the shell');
  return me;
}

/** For what is shown to some only; the server decides all the same. */
export function useMay(): (permission: StaffPermission) => boolean {
  const { permissions } = useMe();
  return (permission) => permissions.includes(permission);
}

/** Operators are at home in no city. */
export function siteNameOf({ city }: Pick<Me, 'city'>): string {
  return city === null ? '手のひら市役所 運営' : '手のひら市役所';
}

export const ROLE_LABELS: Readonly<Record<StaffRole, string>> = {
  owner: '管理者',
  editor: '担当者',
  approver: '承認者',
  viewer: '閲覧者',
  operator: '運営',
};

/** The city that one works for; on a city's pages, which operators do not open. */
export function useCity(): NonNullable<Me['city']> {
  const { city } = useMe();
  if (city === null) throw new Error('a page of a city, opened by somebody who is at home in none');
  return city;
}
