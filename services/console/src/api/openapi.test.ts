import { expect, it } from 'vitest';
import { z } from 'zod';
import { routes } from '../app.ts';
import { describeApi } from './openapi.ts';

const api = describeApi(routes);
const parametersOf = (path: string, method: string): unknown =>
  z.object({ parameters: z.unknown() }).parse(api.paths[path]?.[method]).parameters;

it('describes every route, each under a name of its own', () => {
  const operations = Object.values(api.paths).flatMap((path) => Object.values(path)) as { operationId: string }[]; // as describeRoute makes them
  expect(operations).toHaveLength(routes.length);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routes.length);
});

it('says what comes in: path, query and body, with what a field must be', () => {
  expect(api.paths['/programs/{programId}/claims']?.get).toMatchObject({
    operationId: 'getProgramsProgramIdClaims',
    'x-permission': 'read',
    parameters: expect.arrayContaining([
      {
        ...{ name: 'programId', in: 'path', required: true },
        schema: expect.objectContaining({ type: 'string', format: 'uuid' }),
      },
      expect.objectContaining({ name: 'after', in: 'query', required: false }),
      expect.objectContaining({ name: 'limit', in: 'query', required: false }),
    ]),
  });
  const parameters = z
    .array(z.looseObject({ name: z.string(), schema: z.unknown() }))
    .parse(parametersOf('/programs/{programId}/claims', 'get'));
  expect(JSON.stringify(parameters.find(({ name }) => name === 'status')?.schema)).toContain('"returned"');
  expect(api.paths['/approvals']?.post).toMatchObject({
    requestBody: {
      content: { 'application/json': { schema: { type: 'object', required: ['claims', 'expected'] } } },
    },
  });
  expect(api.paths['/programs/{programId}/lists']?.post).toMatchObject({
    requestBody: { content: { 'text/csv': {} } },
  });
});

it('is JSON through and through', () => {
  expect(JSON.parse(JSON.stringify(api))).toEqual(api);
});
