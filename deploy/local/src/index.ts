export { freePort, type PostgresServer, startPostgresServer } from './postgres-server.ts';
export { prepareDatabase } from './prepare-database.ts';
export { type ServiceProcess, startProcess, waitUntilReady } from './processes.ts';
