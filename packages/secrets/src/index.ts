export { errors as secretErrors } from './errors.ts';
export { createTenantSecrets, type TenantSecrets } from './tenant-secrets.ts';
