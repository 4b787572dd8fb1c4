import { expect, it } from 'vitest';
import { parseForm } from './form.ts';

it.each([
  ['name=%E8%A6%8B%E6%9C%AC&email=', { name: '見本', email: '' }],
  ['items[0][price]=p&items[0][quantity]=1', { items: [{ price: 'p', quantity: '1' }] }],
  ['expand[]=a&expand[]=b', { expand: ['a', 'b'] }],
  ['metadata[tenant]=t', { metadata: { tenant: 't' } }],
  ['a[b][c][]=1&a[b][d]=2', { a: { b: { c: ['1'], d: '2' } } }],
  ['', {}],
])('reads %s', (text, form) => {
  expect(parseForm(text)).toEqual(form);
});

it('takes no name for more than a name', () => {
  parseForm('__proto__[polluted]=1&constructor[prototype][polluted]=1');
  expect({}).not.toHaveProperty('polluted');
});
