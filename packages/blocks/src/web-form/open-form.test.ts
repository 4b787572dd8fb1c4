import { enterBlock, playBlock } from '@tenohira/feature-kit/testing';
import { describe, expect, it } from 'vitest';
import { webForm } from './index.ts';

const config = webForm.config.parse({
  text: '入力をおねがいします',
  saveAs: 'applicant',
  title: '申請する人',
  fields: [
    { key: 'name', label: 'なまえ' },
    { key: 'size', label: '大きさ', sensitive: false },
  ],
});

describe('web-form', () => {
  it('opens one page and gives the same page when it is asked again', async () => {
    const first = await enterBlock(webForm, config, {});
    expect(first.effects?.map(({ type }) => type)).toEqual(['form.open']);
    const again = await enterBlock(webForm, config, { variables: first.set ?? {} });
    expect(again.messages).toEqual(first.messages);
    expect(again.effects ?? []).toEqual([]);
  });

  it('keeps what is not sensitive and nothing else', async () => {
    const values = { name: 'やまだ', size: '大', stranger: 'x' };
    const result = await playBlock(webForm, config, [{ type: 'form', formId: '', values }], {});
    expect(Object.keys(result.set ?? {}).toSorted()).toEqual(['applicant', 'applicant-open', 'size']);
    expect(JSON.stringify(result)).not.toContain('やまだ');
  });

  it('does not take the answer of another form', async () => {
    const event = { type: 'form' as const, formId: '00000000-0000-7000-8000-00000000ffff', values: { size: '大' } };
    expect((await playBlock(webForm, config, [event], {})).then).toBe('ask-again');
  });
});
