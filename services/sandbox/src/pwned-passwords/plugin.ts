// Have I Been Pwned's range search (https://haveibeenpwned.com/API/v3#PwnedPasswords), with a few passwords that have leaked.
import { createHash, randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/** Strong by any other measure, and on lists that are tried first. */
const LEAKED = ['correct horse battery staple', 'ThisIsMySecurePassw0rd!', 'あめにもまけず かぜにもまけず'];
const TIMES = 384;
/** What `Add-Padding: true` fills an answer up to; the real one to 800 up to 1,000. */
const PADDED_LINES = 800;

/** `GET /range/:prefix`: the rest of each hash that begins so, and how often it was seen. */
export async function pwnedPasswordsPlugin(app: FastifyInstance): Promise<void> {
  const hashes = LEAKED.map((password) => createHash('sha1').update(password).digest('hex').toUpperCase());
  app.get<{ Params: { prefix: string } }>('/range/:prefix', async ({ params, headers }, reply) => {
    reply.type('text/plain');
    const prefix = params.prefix.toUpperCase();
    if (!/^[0-9A-F]{5}$/.test(prefix)) return reply.code(400).send('The hash prefix was not in a valid format');
    const found = hashes.filter((hash) => hash.startsWith(prefix)).map((hash) => `${hash.slice(5)}:${TIMES}`);
    if (headers['add-padding'] !== 'true') return found.join('\r\n');
    const padding = Array.from({ length: PADDED_LINES - found.length }, () => `${newRest()}:0`);
    return [...found, ...padding].sort().join('\r\n');
  });
}

function newRest(): string {
  return randomBytes(18).toString('hex').toUpperCase().slice(1);
}
