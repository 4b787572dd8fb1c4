// Whether somebody is signed in, over all tabs. The session itself is a cookie that scripts cannot read.
import { readProblem } from './problem.ts';
import { buildRequest } from './request.ts';
import { send } from './transport.ts';

const REFRESHED_AT = 'tenohira.session-refreshed-at';

/** These say by 401 that a password or a code is wrong, not that a session has ended. */
const BEFORE_A_SESSION = ['/sign-in', '/invitations', '/password-reset', '/session/'];

export function needsSession(path: string): boolean {
  return !BEFORE_A_SESSION.some((prefix) => path.startsWith(prefix));
}

/**
 * A new access token for the refresh token. Tabs wait for each other, because a refresh token that is used twice ends the
 * session: what another tab did since `askedAt` counts.
 *
 * @param askedAt when the call was sent that was refused, in milliseconds
 * @returns whether it is worth asking again
 * @throws ApiProblem where nobody can tell just now: that ends no session, and nothing that was typed is lost
 */
export async function refreshSession(askedAt: number): Promise<boolean> {
  return inTurn(async () => {
    if (Number(localStorage.getItem(REFRESHED_AT)) > askedAt) return true;
    const response = await send(buildRequest('POST /session/refresh', {}, crypto.randomUUID()), {});
    if (response.status === 401) return false;
    if (!response.ok) throw await readProblem(response);
    localStorage.setItem(REFRESHED_AT, String(Date.now()));
    return true;
  });
}

/** Web locks exist where the page is trustworthy (https, localhost); elsewhere tabs cannot wait for each other. */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if ('locks' in navigator) return navigator.locks.request('tenohira-session', work);
  waiting = waiting.then(work, work);
  return waiting as Promise<Result>; // the chain's last link is this call's own
}
let waiting: Promise<unknown> = Promise.resolve();

type Listener = () => void;
const signedOutListeners = new Set<Listener>();

/** The shell goes to the sign-in page. */
export function onSignedOut(listener: Listener): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

export function announceSignedOut(): void {
  for (const listener of signedOutListeners) listener();
}
