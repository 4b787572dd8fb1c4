import { describe, expect, it } from 'vitest';
import { variantsOf } from './variants.ts';

const secret = { type: 'string', minLength: 16, secret: true };
const one = {
  type: 'object',
  properties: { payerCode: { type: 'string' }, key: secret },
  required: ['payerCode', 'key'],
};
const several = {
  oneOf: [
    {
      type: 'object',
      properties: { issuer: { const: 'a', description: 'a：会社A' }, name: { type: 'string' }, key: secret },
      required: ['issuer', 'name', 'key'],
    },
    {
      type: 'object',
      properties: { issuer: { const: 'b', description: 'b：会社B' }, key: secret },
      required: ['issuer', 'key'],
    },
  ],
};
const setUp = { setAt: '', setBy: 'staff:x', values: { issuer: 'a', name: 'n' }, hidden: ['key'] };

describe('the settings of a method', () => {
  it('are one form where there is one kind of contract', () => {
    expect(variantsOf({ settings: one, setUp: null })).toMatchObject([{ schema: { required: ['payerCode', 'key'] } }]);
  });

  it('are as many forms as there are issuers, without the field that names them', () => {
    const variants = variantsOf({ settings: several, setUp: null });
    expect(variants.map(({ choice }) => choice)).toEqual([
      { field: 'issuer', value: 'a', label: '会社A' },
      { field: 'issuer', value: 'b', label: '会社B' },
    ]);
    expect(variants.map(({ schema }) => Object.keys(schema.properties ?? {}))).toEqual([['name', 'key'], ['key']]);
  });

  it('do not ask again for a secret that is there, but for that of another issuer', () => {
    const [set, other] = variantsOf({ settings: several, setUp });
    expect(set?.schema).toMatchObject({ required: ['name'], properties: { key: { minLength: 1 } } });
    expect(other?.schema).toMatchObject({ required: ['key'], properties: { key: { minLength: 16 } } });
  });
});
