// The city itself: how it talks, and which departments it has. Owners set it.
import {
  changeCitySettings,
  citySettingsSchema,
  findCitySettingsChange,
  readCity,
  settingsForm,
} from '@tenohira/catalog';
import { addDepartment, changeDepartment, closeDepartment, listDepartments } from '@tenohira/staff';
import { z } from 'zod';
import { nameOfActor } from '../actor-names.ts';
import { defined, defineRoute } from '../route.ts';
import { city, citySettings, department } from './answers.ts';

const settings = z.record(z.string(), z.unknown());
const departmentId = z.object({ departmentId: z.uuid() });
const departmentBody = z.strictObject({
  name: z.string().trim().min(1).max(60),
  phone: z
    .string()
    .trim()
    .regex(/^[\d()+\- ]{3,20}$/, '電話番号を、数字と「-」で入力してください。例: 00-0000-0000')
    .optional(),
});

export const settingsRoutes = [
  defineRoute({
    method: 'GET',
    url: '/city',
    summary: '市の名前と設定、入力欄の説明(JSON Schema)',
    permission: 'read',
    answer: city,
    run: ({ inTenant }) =>
      inTenant(async (scope) => {
        const { municipalityCode } = await scope.prisma.tenant.findFirstOrThrow({ select: { municipalityCode: true } });
        const change = await findCitySettingsChange(scope);
        return {
          ...(await readCity(scope)),
          municipalityCode,
          form: settingsForm(citySettingsSchema),
          updatedAt: change?.at ?? null,
          updatedBy: await nameOfActor(scope, change),
        };
      }),
  }),
  defineRoute({
    method: 'PUT',
    url: '/city/settings',
    summary: '市の設定を変える。変える前の設定(seen)を添え、変わっていれば保存しない',
    permission: 'manage',
    body: z.strictObject({ settings, seen: settings }),
    answer: z.object({ settings: citySettings }),
    run: ({ inTenant, actor, body }) =>
      inTenant(async (scope) => {
        await changeCitySettings(scope, body, actor);
        return { settings: (await readCity(scope)).settings };
      }),
  }),
  defineRoute({
    method: 'GET',
    url: '/departments',
    summary: '部署の一覧',
    permission: 'read',
    answer: z.object({ departments: z.array(department) }),
    run: async ({ inTenant }) => ({ departments: await inTenant(listDepartments) }),
  }),
  defineRoute({
    method: 'POST',
    url: '/departments',
    summary: '部署を加える',
    permission: 'manage',
    body: departmentBody,
    answer: department,
    run: ({ inTenant, actor, body }) => inTenant((scope) => addDepartment(scope, defined(body), actor)),
  }),
  defineRoute({
    method: 'PUT',
    url: '/departments/:departmentId',
    summary: '部署の名前と電話番号を変える',
    permission: 'manage',
    params: departmentId,
    body: departmentBody,
    run: ({ inTenant, actor, params, body }) =>
      inTenant((scope) => changeDepartment(scope, params.departmentId, defined(body), actor)),
  }),
  defineRoute({
    method: 'POST',
    url: '/departments/:departmentId/close',
    summary: '部署をなくす。それまでの受付は、その部署の名前のまま残る',
    permission: 'manage',
    params: departmentId,
    run: ({ inTenant, actor, params }) => inTenant((scope) => closeDepartment(scope, params.departmentId, actor)),
  }),
] as const;
