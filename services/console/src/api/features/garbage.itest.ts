// The garbage calendar, from files on a desk to what residents are told, over HTTP.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listAudit } from '@tenohira/audit';
import { createTestTenant, type TestTenant } from '@tenohira/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Caller, withTestConsole } from '../../testing/test-console.ts';

const FOLDER = join(import.meta.dirname, '../../../../../prisma/seed/garbage/yukimizawa');
const files = readdirSync(FOLDER).map((name) => ({
  name,
  base64: readFileSync(join(FOLDER, name)).toString('base64'),
}));

const previewed = z.looseObject({ seal: z.string().nullable(), problems: z.array(z.looseObject({})) });

const console_ = withTestConsole();
let city: TestTenant;
let editor: Caller;

beforeEach(async () => {
  city = await createTestTenant(console_.database.db);
  editor = await console_.signIn(city.tenantId, 'editor');
});

const preview = async (given: object[]) =>
  previewed.parse((await editor.call('POST', '/garbage/import/preview', { files: given })).json);
const take = (given: object[], seal: string | null) =>
  editor.call('POST', '/garbage/import', { files: given, seal: seal ?? '' });

describe('a garbage calendar', () => {
  it('is looked at, put in force, and read day by day', async () => {
    expect((await editor.call('GET', '/garbage')).json).toEqual({ inForce: null });
    const { seal, problems } = await preview(files);
    expect(problems).toEqual([]);
    expect((await editor.call('GET', '/garbage')).json).toEqual({ inForce: null });
    expect(await take(files, seal)).toMatchObject({ status: 200, json: { changed: true, areas: 5 } });

    const { json } = await editor.call('GET', '/garbage');
    const { inForce } = z
      .object({ inForce: z.looseObject({ areas: z.array(z.looseObject({ key: z.string(), name: z.string() })) }) })
      .parse(json);
    expect(inForce).toMatchObject({ closedDays: 'skip', categories: expect.any(Array) });
    const key = inForce.areas.find(({ name }) => name === '下沢')?.key;
    const calendar = await editor.call('GET', `/garbage/areas/${key}/calendar?from=2026-11-23&to=2026-11-24`);
    expect(calendar.json).toMatchObject({
      days: [
        { day: '2026-11-23', collections: [{ categoryLabel: '可燃ごみ' }] },
        { day: '2026-11-24', collections: [{ categoryLabel: 'プラ製容器包装' }] },
      ],
    });
    const entries = await console_.database.db.readTenant(city.tenantId, (scope) => listAudit(scope));
    expect(entries.filter(({ action }) => action !== 'staff.signed-in')).toMatchObject([
      { action: 'garbage-guide.calendar-imported', detail: { areas: 5 } },
    ]);
  });

  it('shows the days that change before they do', async () => {
    await take(files, (await preview(files)).seal);
    const text = ['地名,センター,可燃ごみ', '雪見沢中央,雪見沢衛生センター,月 金'].join('\n');
    const changed = [...files.filter(({ name }) => name !== 'area_days.csv'), { name: 'area_days.csv', text }];
    const { difference } = await preview(changed);
    expect(difference).toMatchObject({
      areas: { added: [], removed: ['上沢・中沢', '下沢', '峠・奥雪', '湯ノ原温泉'] },
      days: { groups: [{ areas: ['雪見沢中央'] }] },
    });
  });

  it('with a mistake says where it is, and keeps what is in force', async () => {
    await take(files, (await preview(files)).seal);
    const text = '地名,センター,可燃ごみ\n雪見沢中央,,月9';
    const wrong = [...files.filter(({ name }) => name !== 'area_days.csv'), { name: 'area_days.csv', text }];
    const { problems, seal } = await preview(wrong);
    expect(problems).toMatchObject([{ file: 'area_days.csv', line: 2, column: '可燃ごみ' }]);
    expect(seal).toBeNull();
    expect(await take(wrong, 'x')).toMatchObject({
      status: 422,
      json: { code: 'GARBAGE_GUIDE_DATASET_INVALID' },
    });
  });

  it('is not put in force unseen', async () => {
    const { seal } = await preview(files);
    await take(files, seal);
    const outdated = { status: 409, json: { code: 'GARBAGE_GUIDE_PREVIEW_OUTDATED' } };
    expect(await take(files, seal)).toMatchObject(outdated);
  });

  it('may be as large as the largest city has', async () => {
    const areas = Array.from({ length: 1_100 }, (_, index) => `第${index}町内会,,月 木 火2:4 5 6`);
    const items = Array.from(
      { length: 20_000 },
      (_, index) => `もえる,品物${index},${'よく洗って'.repeat(10)},しなもの`,
    );
    const large = [
      { name: 'area_days.csv', text: ['地名,センター,もえる', ...areas].join('\n') },
      { name: 'center.csv', text: '名称,休止開始日,休止終了日' },
      { name: 'description.csv', text: 'label,sublabel,description,styles,bgcolor\nもえる,,,,#aa0000' },
      { name: 'target.csv', text: ['label,name,notice,furigana', ...items].join('\n') },
    ];
    expect(JSON.stringify(large).length).toBeGreaterThan(1024 * 1024);
    expect(await preview(large)).toMatchObject({ problems: [], counts: { areas: 1_100, items: 20_000 } });
  });

  it('refuses what is no file', async () => {
    const answer = await editor.call('POST', '/garbage/import/preview', { files: [{ name: 'a.csv', base64: '%%' }] });
    expect(answer).toMatchObject({ status: 400, json: { code: 'CONSOLE_INPUT_INVALID' } });
  });
});
