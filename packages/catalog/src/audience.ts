/** Who may begin a feature: all; who has shown who they are; the city's own people who try things out. */
export const AUDIENCES = ['everyone', 'registered', 'staff'] as const;
export type Audience = (typeof AUDIENCES)[number];

export const AUDIENCE_TEXT: Readonly<Record<Audience, string>> = {
  everyone: 'すべての住民',
  registered: '本人確認の登録をした住民',
  staff: '職員だけ(試用)',
};

export function isAudience(text: string): text is Audience {
  return (AUDIENCES as readonly string[]).includes(text);
}

/** The feature by which residents show who they are. It cannot be for those alone who have done so. */
export const REGISTRATION = { feature: 'identity-registration', flow: 'register' } as const;
