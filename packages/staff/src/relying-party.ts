/** The console as browsers and passkeys know it. */
export type RelyingParty = {
  /** `https://console.example.jp`: what a browser must say it is at. */
  origin: string;
  /** The host of it: passkeys are bound to it. */
  id: string;
  name: string;
};

export function relyingPartyOf(consoleBaseUrl: string): RelyingParty {
  const { origin, hostname } = new URL(consoleBaseUrl);
  return { origin, id: hostname, name: '手のひら市役所' };
}
