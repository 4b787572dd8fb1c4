// Where browsers say that a page of ours tried what its policy does not let it (ASVS 5.0, 3.4.7). Anybody can send anything here:
// what is logged is short, of known shapes, and of a page's address holds no more than its first word.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AddressLimit } from './address-limit.ts';
import { errors } from './errors.ts';

/** Where the policy of a page says that browsers report to: its `report-uri`. */
export const POLICY_REPORTS = '/policy-reports';

const BODY_LIMIT_BYTES = 16 * 1024;

/** https://www.w3.org/TR/CSP3/#deprecated-serialize-violation */
const reportSchema = z.object({
  'csp-report': z.object({
    'effective-directive': z.string().regex(/^[a-z-]{1,40}$/),
    'blocked-uri': z.string().default(''),
    'document-uri': z.string().default(''),
    'source-file': z.string().default(''),
    'line-number': z.int().nonnegative().optional(),
  }),
});

/** A fastify plugin; register it without `fastify-plugin`, since it reads bodies its own way. Browsers send no session along. */
export async function policyReports(
  server: FastifyInstance,
  { assertReport }: { assertReport: AddressLimit },
): Promise<void> {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    'application/csp-report',
    { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
    (_request, body, done) => done(null, body),
  );
  server.addHook('onRequest', (request) => assertReport(request.ip));
  server.post(POLICY_REPORTS, async (request, reply) => {
    const report = readReport(request.body);
    request.log.warn(
      {
        directive: report['effective-directive'],
        blocked: placeOf(report['blocked-uri']),
        page: placeOf(report['document-uri']),
        source: placeOf(report['source-file']),
        line: report['line-number'],
      },
      'a page was kept from what the policy does not allow',
    );
    return reply.code(204).send();
  });
}

/** @throws AppError SERVICE_REPORT_INVALID */
function readReport(body: unknown): z.infer<typeof reportSchema>['csp-report'] {
  try {
    return reportSchema.parse(JSON.parse(String(body)))['csp-report'];
  } catch (cause) {
    throw errors.REPORT_INVALID({ cause });
  }
}

/**
 * `https://evil.example` of another site, `/cases` of a page, `/assets/app-abc.js` of a script, `inline` where there is no
 * address: never a query, a fragment or what follows in a path.
 */
function placeOf(text: string): string {
  const url = URL.parse(text);
  if (url === null) return /^[a-z-]{1,40}$/.test(text) ? text : '';
  if (!/^https?:$/.test(url.protocol)) return url.protocol.slice(0, 40);
  const file = /^\/assets\/[\w.-]{1,80}$/.exec(url.pathname)?.[0];
  const area = /^\/[a-z-]{0,40}(?=\/|$)/.exec(url.pathname)?.[0] ?? '';
  return `${url.origin.slice(0, 200)}${file ?? area}`;
}
