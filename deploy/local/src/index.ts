export { freePort, type PostgresServer, startPostgresServer } from './postgres-server.ts';
