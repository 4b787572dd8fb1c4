// The yardstick of the isolation tax: the same Prisma on an ordinary pool, as the owner, whom row level security does
// not bind. For benchmarks only.
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../src/generated/client.ts';

export type PrismaWithoutRls = {
  prisma: PrismaClient;
  close(): Promise<void>;
};

export function createPrismaWithoutRls(ownerUrl: string, maxConnections: number): PrismaWithoutRls {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: maxConnections });
  const names = new Map<string, string>();
  const statementNameGenerator = ({ sql }: { sql: string }): string => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    const name = `s${names.size}`;
    names.set(sql, name);
    return name;
  };
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator }) });
  return {
    prisma,
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
