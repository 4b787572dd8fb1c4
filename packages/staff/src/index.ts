export type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
export type { AccessNews, Tell } from './access-news.ts';
export {
  API_AREAS,
  type ApiArea,
  type ApiScope,
  type ApiToken,
  addApiToken,
  authenticateToken,
  isApiScope,
  listApiTokens,
  revokeApiToken,
  type TokenCaller,
} from './api-tokens.ts';
export { type BreachedPasswords, createBreachedPasswords } from './credentials/breached-passwords.ts';
export { listPasskeys } from './credentials/passkeys.ts';
export {
  type Assignable,
  addDepartment,
  changeDepartment,
  closeDepartment,
  type Department,
  getAssignable,
  getDepartment,
  listAssignable,
  listDepartmentMembers,
  listDepartments,
  listDepartmentsOf,
  setDepartmentsOf,
} from './departments.ts';
export type { StaffDependencies } from './dependencies.ts';
export { errors as staffErrors } from './errors.ts';
export { forgetOldAccess } from './forget-old-access.ts';
export {
  changeRole,
  disableStaff,
  getMember,
  type Invitation,
  inviteAgain,
  inviteStaff,
  listStaff,
  type Member,
  PLATFORM_SLUG,
  type StaffStatus,
} from './members.ts';
export { readMoneyProof, saveMoneyProof } from './money-proof.ts';
export { isAllowedFrom, readNetworks, saveNetworks } from './networks.ts';
export {
  beginTotp,
  changePassword,
  confirmTotp,
  giveUpPasskey,
  hasPassword,
  renewRecoveryCodes,
  requestPasswordReset,
} from './own-account.ts';
export { type RelyingParty, relyingPartyOf } from './relying-party.ts';
export {
  CITY_ROLES,
  isRole,
  may,
  type Permission,
  PLATFORM_ROLE,
  permissionsOf,
  ROLE_TEXT,
  ROLES,
  type Role,
} from './roles.ts';
export {
  authenticateSession,
  type Browser,
  endOtherSessions,
  endOwnSession,
  type Granted,
  listSessions,
  refreshSession,
  type SessionStaff,
  STEP_UP_MS,
} from './sessions/sessions.ts';
export {
  beginFirstPasskey,
  beginRegistration,
  chooseFirstPassword,
  confirmFirstCode,
  finishFirstPasskey,
  finishRegistration,
  openInvitation,
  resetPassword,
} from './sign-in/enrolment.ts';
export {
  beginPasskey,
  signInWithCode,
  signInWithPasskey,
  signInWithPassword,
  stepUpWithCode,
  stepUpWithPasskey,
} from './sign-in/sign-in.ts';
export type { Staff } from './staff.ts';
