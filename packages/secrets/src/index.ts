export { errors as secretErrors } from './errors.ts';
export { createTenantSecrets, type OpenedSecrets, type TenantSecrets } from './tenant-secrets.ts';
