import { listDepartmentsOf, setDepartmentsOf } from '@tenohira/staff';
import { z } from 'zod';
import { department } from '../city/answers.ts';
import { defineRoute } from '../route.ts';

const staffId = z.object({ staffId: z.uuid() });

export const departmentMemberRoutes = [
  defineRoute({
    method: 'PUT',
    url: '/staff/:staffId/departments',
    summary: '職員の部署を決める。前に決めたものと入れかわる',
    permission: 'manage',
    params: staffId,
    body: z.strictObject({ departmentIds: z.array(z.uuid()).max(50) }),
    answer: z.object({ departments: z.array(department) }),
    run: ({ inTenant, actor, params, body }) =>
      inTenant(async (scope) => {
        await setDepartmentsOf(scope, params.staffId, body.departmentIds, actor);
        return { departments: await listDepartmentsOf(scope, params.staffId) };
      }),
  }),
] as const;
