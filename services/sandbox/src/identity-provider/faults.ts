// What can go wrong between a service and the identity provider, by the same levers as everything else of the sandbox.
import { decodeJwt, importJWK, SignJWT } from 'jose';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Fault } from '../faults.ts';
import { waitUnlessStopped } from '../silence.ts';
import type { IdentityParts } from './parts.ts';
import type { SigningKey } from './signing-key.ts';

/** Koa middleware around oidc-provider. Strikes only faults that name an endpoint, such as `token` or `/identity/token`. */
export function identityFaults({ faults, store, stopping }: IdentityParts) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    const route = `/identity${ctx.path}`;
    const strike = (kind: Fault['kind']) =>
      faults.strike(kind, { channelId: 'identity', method: ctx.method, route, onlyIfNamed: true });

    if (strike('api500BeforeAcceptance')) return answer500(ctx);
    const html = strike('apiHtmlBody');
    if (html) {
      ctx.status = html.status ?? 503;
      ctx.type = 'html';
      ctx.body = '<html><body><h1>Service Unavailable</h1></body></html>';
      return;
    }
    const slow = strike('apiSlow');
    if (slow) await waitUnlessStopped(slow.ms ?? 1_000, stopping);
    const reset = strike('apiConnectionReset');
    if (reset && reset.afterAcceptance !== true) return hangUp(ctx);

    await next();

    if (reset) return hangUp(ctx);
    if (strike('api500AfterAcceptance')) return answer500(ctx);
    const timeout = strike('apiTimeoutAfterAcceptance');
    if (timeout) {
      await waitUnlessStopped(timeout.ms, stopping, { raw: ctx.req });
      return hangUp(ctx);
    }
    const answer = ctx.body as Record<string, unknown> | undefined; // oidc-provider's JSON answers are objects
    if (ctx.status !== 200 || typeof answer !== 'object' || answer === null) return;
    if (typeof answer.id_token === 'string' && strike('identityWrongNonce')) {
      ctx.body = { ...answer, id_token: await withOtherNonce(answer.id_token, store.world.identity.signingKey) };
    }
    if (route.endsWith('/userinfo') && strike('identityUserinfoMismatch')) {
      ctx.body = { ...answer, sub: `${String(answer.sub)}x` };
    }
  };
}

function answer500(ctx: KoaContextWithOIDC): void {
  ctx.status = 500;
  ctx.body = { error: 'server_error' };
}

/** Nothing is answered, and the line goes dead. */
function hangUp(ctx: KoaContextWithOIDC): void {
  ctx.respond = false;
  ctx.req.socket.resetAndDestroy();
}

/** Signed rightly, and an answer to some other request. */
async function withOtherNonce(idToken: string, signingKey: SigningKey): Promise<string> {
  const key = await importJWK(signingKey, 'ES256');
  return new SignJWT({ ...decodeJwt(idToken), nonce: 'of-another-request' })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: signingKey.kid })
    .sign(key);
}
