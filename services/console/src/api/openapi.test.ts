import { Validator } from '@seriousme/openapi-schema-validator';
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

it('says what comes out: an object, a page of named things, that it is done, a file, or each event of a stream', () => {
  const answerOf = (path: string, method: string) =>
    z.object({ responses: z.object({ 200: z.object({ content: z.unknown() }) }) }).parse(api.paths[path]?.[method])
      .responses[200].content;
  const json = (schema: unknown) => ({ 'application/json': { schema } });
  expect(answerOf('/cases', 'get')).toMatchObject(
    json({ properties: { items: { items: { $ref: '#/components/schemas/ListedCase' } }, next: {} } }),
  );
  expect(answerOf('/programs/{programId}', 'get')).toMatchObject(
    json({ type: 'object', properties: { amountYen: { type: 'integer' }, baseDate: { format: 'date' } } }),
  );
  expect(answerOf('/features/{featureKey}/disable', 'post')).toEqual(json({ $ref: '#/components/schemas/Done' }));
  expect(answerOf('/cases/export', 'post')).toEqual({ 'text/csv': {} });
  expect(answerOf('/surveys/{surveyKey}/live', 'get')).toEqual({
    'text/event-stream': { schema: { $ref: '#/components/schemas/SurveyResults' } },
  });
});

it('is OpenAPI 3.1 to who reads it, with nothing named that is not there', async () => {
  const validator = new Validator();
  expect(await validator.validate(structuredClone(api))).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
  const names = [...JSON.stringify(api).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
  expect([...new Set(names)].filter((name) => !Object.hasOwn(api.components.schemas, name ?? ''))).toEqual([]);
});

it('is JSON through and through', () => {
  expect(JSON.parse(JSON.stringify(api))).toEqual(api);
});
