// The API's description, made from the very declarations that answer it: https://spec.openapis.org/oas/v3.1.1.html
import { z } from 'zod';
import type { Route } from './route.ts';

const PATH_PARAMETER = /:(\w+)/g;

type Schema = z.core.JSONSchema.BaseSchema;

export function describeApi(routes: readonly Route[]) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.url.replace(PATH_PARAMETER, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: '手のひら市役所 職員API',
      version: '1',
      description:
        '応答はJSONのオブジェクト、ファイル、またはserver-sent eventsです。お金にかかわる操作には、2人の職員が必要です。',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: '職員ごとのトークン' } },
      schemas: {
        Error: {
          type: 'object',
          required: ['error'],
          properties: {
            error: {
              type: 'object',
              required: ['code', 'message', 'requestId'],
              properties: {
                code: { type: 'string', description: '変わらない記号。例: BENEFIT_TAKEN' },
                message: { type: 'string', description: '職員に見せる日本語' },
                problems: {
                  type: 'array',
                  description: '直すところ。入力欄ごとに1つ',
                  items: {
                    type: 'object',
                    required: ['field', 'message'],
                    properties: {
                      field: { type: 'string', description: '本文の中の場所。例: settings.contacts.0.name' },
                      message: { type: 'string' },
                    },
                  },
                },
                requestId: { type: 'string' },
              },
            },
          },
        },
      },
    },
  };
}

function describeRoute({ summary, permission, params, query, body, url, method }: Route) {
  const pathSchemas = propertiesOf(params);
  const querySchema = query && schemaOf(query);
  return {
    summary,
    operationId: `${method.toLowerCase()}${url.replace(/[/:-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    'x-permission': permission,
    parameters: [
      ...[...url.matchAll(PATH_PARAMETER)].map(([, name = '']) => ({
        ...{ name, in: 'path', required: true },
        schema: pathSchemas[name] ?? { type: 'string' },
      })),
      ...Object.entries(querySchema?.properties ?? {}).map(([name, schema]) => ({
        ...{ name, in: 'query', schema },
        required: querySchema?.required?.includes(name) ?? false,
      })),
    ],
    ...(body ? { requestBody: { required: true, content: contentOf(body) } } : {}),
    responses: {
      200: { description: '成功' },
      default: {
        description: 'できなかったわけと、どうすればよいか',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

function contentOf(body: z.ZodType) {
  const isFile = body.safeParse(new Uint8Array()).success && !body.safeParse({}).success;
  return isFile
    ? { 'text/csv': {}, 'application/octet-stream': {} }
    : { 'application/json': { schema: schemaOf(body) } };
}

function propertiesOf(schema: z.ZodType | undefined): Readonly<Record<string, unknown>> {
  return (schema && schemaOf(schema).properties) ?? {};
}

function schemaOf(schema: z.ZodType): Schema {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return described;
}
