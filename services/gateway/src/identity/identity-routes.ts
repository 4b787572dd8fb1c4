import { matchRegistration } from '@tenohira/benefits';
import { findInstalled } from '@tenohira/catalog';
import type { ConversationDependencies } from '@tenohira/conversation';
import { AppError, isUuid } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { type Settings, settingsSchema } from '@tenohira/features/identity-registration/schema';
import {
  findRegistration,
  finishIdentityRequest,
  type IdentityProvider,
  identityErrors,
  readIdentityRequest,
  startIdentityRequest,
} from '@tenohira/identity';
import { storePush } from '@tenohira/messaging';
import type { Server } from '@tenohira/service-kit';
import { errors } from '../errors.ts';
import { createBrowserCookie } from './browser-cookie.ts';
import { outcomeMessage } from './identity-messages.ts';
import { consentPage, resultPage } from './identity-pages.ts';

type PageParams = { tenantId: string; token: string };
type Dependencies = Pick<
  ConversationDependencies,
  'db' | 'secrets' | 'catalog' | 'lineClients' | 'clock' | 'publicBaseUrl'
> & { identity?: IdentityProvider };

const FEATURE = 'identity-registration';
/** A page waits this long for LINE to say a name, in milliseconds. */
const NAME_TIMEOUT_MS = 2_000;

/** The pages on which a resident consents, leaves for the identity provider, and comes back. */
export async function identityRoutes(server: Server, options: Dependencies): Promise<void> {
  const { db, publicBaseUrl } = options;
  const cookie = createBrowserCookie(publicBaseUrl);
  const enabled = () => {
    if (!options.identity) throw errors.IDENTITY_NOT_ENABLED();
    return { ...options, provider: options.identity };
  };

  server.get<{ Params: PageParams }>('/identity/:tenantId/:token', async (request, reply) => {
    const deps = enabled();
    const { tenantId, token } = checked(request.params);
    const { residentId, expiresAt } = await readIdentityRequest(deps, tenantId, token);
    const page = await showConsent(deps, tenantId, residentId, false);
    // Before the button: tapped twice, both taps come from the same browser.
    cookie.keep(request, reply, expiresAt);
    return reply.send(page);
  });

  server.post<{ Params: PageParams; Body: { consentVersion?: unknown } }>(
    '/identity/:tenantId/:token',
    async (request, reply) => {
      const deps = enabled();
      const { tenantId, token } = checked(request.params);
      const { residentId } = await readIdentityRequest(deps, tenantId, token);
      const { settings } = await db.readTenant(tenantId, (scope) => readCity(deps, scope));
      if (request.body?.consentVersion !== settings.consentVersion) {
        return reply.code(409).send(await showConsent(deps, tenantId, residentId, true));
      }
      const browserToken = cookie.find(request);
      if (browserToken === undefined) throw errors.COOKIE_MISSING();
      const { authorizationUrl, expiresAt } = await startIdentityRequest(deps, tenantId, token, {
        consentVersion: settings.consentVersion,
        browserToken,
      });
      cookie.keep(request, reply, expiresAt);
      return reply.redirect(authorizationUrl, 303);
    },
  );

  server.get('/identity/callback', async (request, reply) => {
    const deps = enabled();
    const { tenantId, outcome } = await finishIdentityRequest(deps, {
      parameters: new URL(request.url, publicBaseUrl).searchParams,
      browserToken: cookie.find(request),
      onFinished: async (scope, finished) => {
        const { settings } = await readCity(deps, scope);
        await storePush(scope, {
          residentId: finished.residentId,
          messages: [{ type: 'text', text: outcomeMessage(finished.outcome, settings.contact) }],
          dedupeKey: `identity:${finished.requestId}`,
          purpose: 'identity',
          urgent: true,
          isAnswer: true,
        });
        const registration = await findRegistration(scope, finished.residentId);
        if (registration) await matchRegistration(scope, registration.registrationId);
      },
    });
    const { cityName } = await db.readTenant(tenantId, (scope) => readCity(deps, scope));
    return reply.send(resultPage(outcome, cityName));
  });
}

async function showConsent(
  deps: Dependencies,
  tenantId: string,
  residentId: string,
  hasChanged: boolean,
): Promise<string> {
  const { city, resident } = await deps.db.readTenant(tenantId, async (scope) => ({
    city: await readCity(deps, scope),
    resident: await scope.prisma.resident.findFirstOrThrow({ where: { id: residentId } }),
  }));
  const lineName = await findLineName(deps, tenantId, resident);
  return consentPage({ ...city, lineName, hasChanged });
}

/** @throws AppError GATEWAY_IDENTITY_NOT_ENABLED where the city has the feature off */
async function readCity(deps: Dependencies, scope: TenantDb): Promise<{ cityName: string; settings: Settings }> {
  const installed = await findInstalled(scope, deps.catalog, FEATURE);
  if (!installed) throw errors.IDENTITY_NOT_ENABLED();
  const { name: cityName } = await scope.prisma.tenant.findFirstOrThrow({ select: { name: true } });
  return { cityName, settings: settingsSchema.parse(installed.settings) };
}

/**
 * Whose LINE account it is, so that who was sent somebody else's link can see it. Somebody who has blocked the city cannot
 * be told anything and is not registered; a LINE that does not answer just now keeps nobody away.
 */
async function findLineName(
  deps: Dependencies,
  tenantId: string,
  { channelId, lineUserId }: { channelId: string; lineUserId: string },
): Promise<string | undefined> {
  try {
    const line = await deps.lineClients.of(tenantId, channelId);
    const { body } = await line.getProfile(lineUserId, { signal: AbortSignal.timeout(NAME_TIMEOUT_MS) });
    return body.displayName;
  } catch (error) {
    if (error instanceof AppError && error.code === 'LINE_NOT_FOUND') throw errors.IDENTITY_NOT_A_FRIEND();
    return undefined;
  }
}

function checked(params: PageParams): PageParams {
  if (!isUuid(params.tenantId)) throw identityErrors.REQUEST_NOT_FOUND();
  return params;
}
