// Words for what a text cannot show by itself: a place without an address, how many photos, whether one can call back.
import {
  type BlockContext,
  type BlockResult,
  defineBlock,
  defineBlockDefinition,
  identifier,
  type Variable,
} from '@tenohira/feature-kit';
import { z } from 'zod';
import { sourceOf } from '../place.ts';
import { MAX_PHOTOS } from '../schema.ts';

const configSchema = z.strictObject({
  place: identifier.default('place').meta({ title: '場所の答え' }),
  photo: identifier.default('photo').meta({ title: '写真の答え' }),
  contact: identifier.default('contact').meta({ title: '連絡先の答え' }),
});

type Config = z.infer<typeof configSchema>;

const NONE = 'なし';
/** The place was unsent: the flow asks for it before anything is sent. */
const PLACE_MISSING = 'もういちど聞きます';
/** A line of its own, and none where nothing was asked or given. */
const CONTACT_GIVEN = '\n■連絡先：入力ページで受け取りました';

const definition = defineBlockDefinition({
  key: 'road-damage-report.describe-report',
  title: '内容のまとめ',
  description:
    '確認の文章で使えるように、場所を {{place-text}}、写真の数を {{photo-text}}、連絡先があるかを {{contact-text}} に入れます。',
  category: 'logic',
  config: configSchema,
  outputs: () => ['next'],
  reads: ({ place, photo, contact }) => [place, photo, contact],
  sets: () => ({
    'place-text': { maxLength: 300 },
    'photo-text': { maxLength: 3 },
    'contact-text': { maxLength: CONTACT_GIVEN.length },
  }),
  preview: () => [[]],
});

export const describeReport = defineBlock(definition, {
  enter({ config, variables }: BlockContext<Config>): BlockResult {
    const isGiven = (name: string) => typeof variables[name]?.value === 'string' && variables[name].value !== '';
    const photos = photoNames(config.photo).filter(isGiven).length;
    return {
      set: {
        'place-text': { value: describePlace(variables[config.place]), ...sourceOf(variables[config.place]) },
        'photo-text': { value: photos === 0 ? NONE : `${photos}枚` },
        'contact-text': { value: isGiven(config.contact) ? CONTACT_GIVEN : '' },
      },
      then: 'go',
      output: 'next',
    };
  },
});

function describePlace(variable: Variable | undefined): string {
  const value = variable?.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return PLACE_MISSING;
  const words = [value.address, value.title].find((word) => typeof word === 'string' && word !== '');
  return typeof words === 'string' ? words : '地図で送った場所';
}

/** As the photo question names them: `photo`, `photo-2`, `photo-3`. */
function photoNames(name: string): string[] {
  return Array.from({ length: MAX_PHOTOS }, (_, index) => (index === 0 ? name : `${name}-${index + 1}`));
}
