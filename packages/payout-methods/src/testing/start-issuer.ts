// An issuer of the sandbox over real HTTP, with the levers that the contract of payout methods pulls.
import type { ProviderFault, RunningProvider } from '@tenohira/feature-kit/testing';
import { startSandbox } from '../../../../services/sandbox/src/testing/start-sandbox.ts';

export type IssuerUnderTest = {
  issuer: 'amazon' | 'quo-card-pay' | 'e-money' | 'atm-cash';
  /** The variable that holds its address. */
  variable: string;
  accountId: string;
  /** Endpoints as the sandbox's faults name them. */
  routes: Record<'issue' | 'ask' | 'take-back', string>;
};

const FAULTS: Readonly<Record<ProviderFault, object>> = {
  'timeout after acceptance': { kind: 'apiTimeoutAfterAcceptance' },
  'reset after acceptance': { kind: 'apiConnectionReset', afterAcceptance: true },
  'html after acceptance': { kind: 'apiHtmlBody', afterAcceptance: true },
  'error after acceptance': { kind: 'api500AfterAcceptance' },
  'reset before acceptance': { kind: 'apiConnectionReset' },
  'html before acceptance': { kind: 'apiHtmlBody', status: 502 },
  'error before acceptance': { kind: 'api500BeforeAcceptance' },
  'too many requests': { kind: 'api429Rate' },
  maintenance: { kind: 'issuerMaintenance' },
  'out of funds': { kind: 'issuerOutOfFunds' },
  'unlisted code': { kind: 'issuerUnlistedCode' },
};

type Issued = { key: string; accountId: string; status: string; secrets: Record<string, string> };

export async function startIssuer({ issuer, variable, accountId, routes }: IssuerUnderTest): Promise<RunningProvider> {
  const sandbox = await startSandbox();
  const readBooks = () => sandbox.control('GET', `/issuers/${issuer}/issued`);
  const readIssued = async (): Promise<Issued[]> => (await readBooks()).issued;
  return {
    endpoints: { [variable]: `${sandbox.url}/issuers/${issuer}` },
    now: () => sandbox.clock.now(),
    given: async () => {
      const { count, totalYen } = await readBooks();
      return { count, totalYen };
    },
    kept: async () => {
      const { keptCount, keptYen } = await readBooks();
      return { count: keptCount, totalYen: keptYen };
    },
    // The bank's number for the city is printed on its posters.
    secrets: async () =>
      (await readIssued()).flatMap(({ secrets: { partnerCode: _public, ...secrets } }) => Object.values(secrets)),
    requests: async () => (await sandbox.control('GET', '/requests')).requests.length,
    fail: async (fault, request) => {
      const faults = [{ ...FAULTS[fault], endpoint: routes[request], count: 1 }];
      await sandbox.control('PUT', '/faults', { faults });
    },
    useAll: async () => {
      for (const { key } of await readIssued()) {
        await sandbox.control('POST', `/issuers/${issuer}/redeem`, { accountId, key });
      }
    },
    lapse: async () => {
      await sandbox.control('POST', '/clock', { advanceMs: 11 * 365 * 24 * 60 * 60 * 1_000 });
    },
    reset: async () => {
      await sandbox.control('POST', '/reset', { everything: true });
    },
    close: () => sandbox.close(),
  };
}

/** The routes of an issuer whose API is made of orders. */
export function orderRoutes(path: string, cancelWord: string): IssuerUnderTest['routes'] {
  return { issue: `POST ${path}`, ask: `GET ${path}/:key`, 'take-back': `POST ${path}/:key/${cancelWord}` };
}
