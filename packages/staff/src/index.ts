export { errors as staffErrors } from './errors.ts';
export { isRole, may, type Permission, ROLE_TEXT, type Role } from './roles.ts';
export { addStaff, authenticateStaff, disableStaff, listStaff, type Staff } from './staff-members.ts';
