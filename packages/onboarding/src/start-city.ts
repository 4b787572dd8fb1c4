import { type Actor, appendAudit } from '@tenohira/audit';
import { saveCitySettings } from '@tenohira/catalog';
import { uuidv7 } from '@tenohira/core';
import type { Database, TenantRow } from '@tenohira/db';
import type { TenantSecrets } from '@tenohira/secrets';
import { PLATFORM_SLUG } from '@tenohira/staff';
import { errors } from './errors.ts';
import { getMunicipality } from './municipalities.ts';

/** 2 to 32 characters: a word of commands and addresses. */
const SLUG = /^[a-z0-9][a-z0-9-]{0,30}[a-z0-9]$/;

/** A municipality of the list; or, for demos and trials, one that is nowhere. */
export type NewCity =
  | { municipalityCode: string; slug?: string }
  | { name: string; slug: string; greeting?: string; isPractice?: boolean };

export type StartedCity = TenantRow & { isNew: boolean };

/**
 * The tenant of a municipality, with a key of its own and practising; the one that is there, if there is one. The municipality's
 * code is its slug unless another is given.
 *
 * @throws AppError ONBOARDING_MUNICIPALITY_UNKNOWN, ONBOARDING_SLUG_INVALID, ONBOARDING_SLUG_TAKEN
 */
export async function startCity(
  deps: { db: Database; secrets: TenantSecrets },
  city: NewCity,
  actor: Actor,
): Promise<StartedCity> {
  const { greeting, municipalityCode, ...tenant } = describe(city);
  const { slug } = tenant;
  if (!SLUG.test(slug) || slug === PLATFORM_SLUG) throw errors.SLUG_INVALID();
  const find = () => deps.db.platform.findCity(municipalityCode === undefined ? { slug } : { municipalityCode });
  const known = await find();
  const id = uuidv7();
  const isNew =
    !known &&
    (await deps.db.platform.createTenant({
      ...tenant,
      ...{ id, wrappedKey: deps.secrets.wrapNewKey(id) },
      ...(municipalityCode === undefined ? {} : { municipalityCode }),
    }));
  // Somebody else may have been faster; or the slug is another city's.
  const found = known ?? (await find());
  if (!found) throw errors.SLUG_TAKEN();
  await deps.db.withTenant(found.id, async (scope) => {
    // A tenant comes without settings; whoever made it may not have lived to give it any.
    const bare = await scope.sql("select 1 from tenant where settings = '{}' for no key update");
    if (bare.length === 0) return;
    await saveCitySettings(scope, { greeting }, actor);
    await appendAudit(scope, [
      { actor, action: 'onboarding.city-started', subject: `tenant:${found.id}`, detail: { slug } },
    ]);
  });
  return { ...found, isNew };
}

type Described = { slug: string; name: string; municipalityCode?: string; greeting: string; isPractice: boolean };

function describe(city: NewCity): Described {
  if (!('municipalityCode' in city)) {
    return { ...city, greeting: city.greeting ?? greetingOf(city.name), isPractice: city.isPractice ?? true };
  }
  const { code, name } = getMunicipality(city.municipalityCode);
  return { slug: city.slug ?? code, name, municipalityCode: code, greeting: greetingOf(name), isPractice: true };
}

function greetingOf(name: string): string {
  return `友だち追加ありがとうございます。\n${name}の「手のひら市役所」です。\n\n下のメニューのボタンを押すか、知りたいことを書いて送ってください。`;
}
