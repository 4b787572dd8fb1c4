/** A resident as LINE's webhook names one: by channel, before we know our own id. */
export type ResidentKey = { tenantId: string; channelId: string; lineUserId: string };
