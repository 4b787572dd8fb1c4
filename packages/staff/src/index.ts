export {
  type Assignable,
  addDepartment,
  changeDepartment,
  closeDepartment,
  type Department,
  getAssignable,
  getDepartment,
  listAssignable,
  listDepartments,
  listDepartmentsOf,
  setDepartmentsOf,
} from './departments.ts';
export { errors as staffErrors } from './errors.ts';
export { CITY_ROLES, isRole, may, type Permission, ROLE_TEXT, ROLES, type Role } from './roles.ts';
export { addStaff, authenticateStaff, disableStaff, listStaff, type Staff } from './staff-members.ts';
