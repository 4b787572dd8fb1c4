// The address of a database is asked for only by the commands that reach one.
import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'schema',
  migrations: { path: 'migrations' },
});
