export { createActiveStaff } from './create-active-staff.ts';
