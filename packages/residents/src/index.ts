export { type DeletedResident, deleteResident } from './delete-resident.ts';
export { errors as residentErrors } from './errors.ts';
export {
  FRIENDSHIP_TEXT,
  type Friendship,
  getResident,
  type ListedResident,
  listResidents,
  type ResidentFilter,
} from './list-residents.ts';
export { markTestResident } from './mark-test-resident.ts';
export {
  type Opening,
  openIdentity,
  openResident,
  type ResidentHistory,
  type ResidentIdentity,
} from './open-resident.ts';
export { parseResidentNumber } from './resident-number.ts';
