// The levers of the sandbox, see services/sandbox/README.md. Its answers are trusted as they are: a test that reads what
// is not there fails by itself.

export type SandboxChannel = { channelId: string; channelSecret: string; botUserId: string };
export type Fault = {
  kind: string;
  channelId?: string;
  endpoint?: string;
  count?: number;
  skip?: number;
  ms?: number;
  status?: number;
  afterAcceptance?: boolean;
};
export type ShownFault = Fault & { struck: number };
export type Entry = {
  seq: number;
  from: 'resident' | 'city' | 'system';
  kind: string;
  message?: { type: string; text?: string; altText?: string };
  messageId?: string;
  via?: string;
  retryKey?: string;
  unsent?: boolean;
};
export type MailboxLetter = {
  to: string;
  from: string;
  subject: string;
  text: string;
  links: string[];
  messageId: string;
  receivedAt: string;
};
export type WebhookEventFields = { type: string; webhookEventId?: string; [field: string]: unknown };
export type RawWebhook = {
  events?: readonly WebhookEventFields[];
  body?: unknown;
  rawBody?: string;
  signature?: 'valid' | 'absent' | 'wrong' | 'truncated';
  secret?: string;
  url?: string;
  copies?: number;
};
export type RawWebhookOutcome = {
  deliveries: { status: number | null; reason?: string }[];
  body: string;
  events?: { webhookEventId: string; replyToken?: string }[];
};
export type LoggedRequest = {
  seq: number;
  path: string;
  status: number | null;
  channelId?: string;
  retryKey?: string;
  fault?: string;
};
export type LoggedDelivery = {
  seq: number;
  channelId: string;
  attempt: number;
  status: number | null;
  reason?: string;
  durationMs: number;
  events: { type: string; webhookEventId: string }[];
};

/** In Stripe's own words. */
type StripeBooks = {
  customers: { id: string; email: string | null }[];
  invoices: { customer: string; status: string; amount_remaining: number }[];
};

export type SandboxControl = ReturnType<typeof createSandboxControl>;

export function createSandboxControl(sandboxUrl: string) {
  const send = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${sandboxUrl}/control${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} /control${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer; // see above
  };
  const talk = (channelId: string, personId: string) => `/channels/${channelId}/people/${personId}`;

  const booksOf = async (email: string) => {
    const { accounts } = await send<{ accounts: { accountId: string }[] }>('GET', '/stripe/accounts');
    for (const { accountId } of accounts) {
      const books = await send<StripeBooks>('GET', `/stripe/accounts/${accountId}`);
      const customer = books.customers.find((each) => each.email === email);
      if (customer) return { accountId, books, customer };
    }
    throw new Error(`nobody gets invoices at ${email}`);
  };
  return {
    url: sandboxUrl,
    channels: async () => (await send<{ channels: (SandboxChannel & { key: string })[] }>('GET', '/channels')).channels,
    people: async () => (await send<{ people: { personId: string; displayName: string }[] }>('GET', '/people')).people,
    makeChannel: (key: string, displayName: string) => send<SandboxChannel>('POST', '/channels', { key, displayName }),
    patchChannel: (channelId: string, patch: object) => send<SandboxChannel>('PATCH', `/channels/${channelId}`, patch),
    sendWebhook: (channelId: string, webhook: RawWebhook) =>
      send<RawWebhookOutcome>('POST', `/channels/${channelId}/webhook`, webhook),
    makePerson: (displayName: string) => send<{ personId: string }>('POST', '/people', { displayName }),
    person: (channelId: string, personId: string) => send<{ userId: string }>('GET', talk(channelId, personId)),
    act: (channelId: string, personId: string, action: object) =>
      send<{
        delivered: { status: number | null; webhookEventId: string; reason?: string } | null;
        messageId?: string;
      }>('POST', `${talk(channelId, personId)}/actions`, action),
    transcript: async (channelId: string, personId: string, after = 0, waitMs = 0) =>
      (
        await send<{ entries: Entry[] }>(
          'GET',
          `${talk(channelId, personId)}/transcript?after=${after}&waitMs=${waitMs}`,
        )
      ).entries,
    /** Walks the identity provider's pages with that card and returns where the browser would go. */
    authorizeIdentity: async (authorizationUrl: string, person: object) =>
      (await send<{ redirectUrl: string }>('POST', '/identity/authorize', { authorizationUrl, person })).redirectUrl,
    issued: (issuer: string) => send<{ keptCount: number; keptYen: number }>('GET', `/issuers/${issuer}/issued`),
    /** Letters to that address, oldest first. */
    mails: async (to: string) =>
      (await send<{ letters: MailboxLetter[] }>('GET', `/mailbox?to=${encodeURIComponent(to)}`)).letters,
    smtpPort: async () => (await send<{ smtpPort: number }>('GET', '/mailbox')).smtpPort,
    /** Moves the sandbox's time ahead, for all that waits for it there. */
    advanceClock: (advanceMs: number) => send<{ offsetMs: number }>('POST', '/clock', { advanceMs }),
    /** What Stripe has of whoever gets invoices at that address, oldest first. */
    invoicesFor: async (email: string): Promise<StripeBooks['invoices']> => {
      const { books, customer } = await booksOf(email);
      return books.invoices.filter((each) => each.customer === customer.id);
    },
    /** Whoever gets invoices at that address transfers what all of them still cost. Returns how much, in yen. */
    transferFor: async (email: string): Promise<number> => {
      const { accountId, books, customer } = await booksOf(email);
      const owed = books.invoices.filter((each) => each.customer === customer.id && each.status === 'open');
      const amountYen = owed.reduce((sum, { amount_remaining }) => sum + amount_remaining, 0);
      await send('POST', `/stripe/accounts/${accountId}/transfers`, { customerId: customer.id, amountYen });
      return amountYen;
    },
    setFaults: (faults: readonly Fault[]) => send<{ faults: ShownFault[] }>('PUT', '/faults', { faults }),
    faults: async () => (await send<{ faults: ShownFault[] }>('GET', '/faults')).faults,
    clearFaults: () => send('DELETE', '/faults'),
    requests: async (after = 0) =>
      (await send<{ requests: LoggedRequest[] }>('GET', `/requests?after=${after}`)).requests,
    deliveries: async (after = 0) =>
      (await send<{ deliveries: LoggedDelivery[] }>('GET', `/deliveries?after=${after}`)).deliveries,
    redeliver: (seq: number) =>
      send<{ status: number | null; reason?: string }>('POST', `/deliveries/${seq}/redeliver`, {}),
  };
}
