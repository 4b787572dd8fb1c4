// The API's description, made from the very declarations that answer it: https://spec.openapis.org/oas/v3.1.1.html
import { z } from 'zod';
import { mediaOf } from './answer.ts';
import type { Route } from './route.ts';

const PATH_PARAMETER = /:(\w+)/g;

type Schema = z.core.JSONSchema.BaseSchema;

/** Schemas by the name that `.meta({ id })` gave them; each is described once. */
type Components = Record<string, Schema>;

/** The chapters of the description, by the first word of a route's address. */
const CHAPTERS: Readonly<Record<string, readonly string[]>> = {
  サインイン: ['sign-in', 'invitations', 'password-reset', 'session'],
  自分のアカウント: ['me', 'sessions', 'step-up'],
  職員と接続: ['staff', 'colleagues', 'networks', 'money-proof', 'api-tokens'],
  給付金: [
    'programs',
    'list-columns',
    'lists',
    'matches',
    'claims',
    'approvals',
    'entitlements',
    'households',
    'surveys',
  ],
  支払い: ['payout-methods', 'batches', 'payouts', 'books', 'banks', 'bank-days', 'yucho-accounts'],
  受付: ['cases', 'case-options', 'reply-templates'],
  住民とメッセージ: ['residents', 'resident-options', 'messages', 'message-options', 'home'],
  機能とメニュー: ['features', 'garbage', 'rich-menu'],
  市区町村の設定: ['city', 'departments', 'channel', 'practice'],
  操作の記録: ['audit'],
  利用料: ['billing'],
  運営: ['operator'],
};

/** @throws Error for a route that is in no chapter */
function chapterOf(url: string): string {
  const word = url.split('/')[1] ?? '';
  const chapter = Object.entries(CHAPTERS).find(([, words]) => words.includes(word));
  if (!chapter) throw new Error(`the API's description has no chapter for /${word}`);
  return chapter[0];
}

const PROBLEM: Schema = {
  type: 'object',
  description: 'RFC 9457 (problem details)',
  required: ['type', 'title', 'status', 'code', 'requestId'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string', description: '職員に見せる日本語。何が起きたかと、次にすること' },
    status: { type: 'integer' },
    code: { type: 'string', description: '変わらない記号。例: BENEFIT_TAKEN' },
    requestId: { type: 'string' },
    problems: {
      type: 'array',
      items: { type: 'object', properties: { field: { type: 'string' }, message: { type: 'string' } } },
    },
  },
};

const DONE: Schema = { type: 'object', required: ['ok'], properties: { ok: { const: true } } };

export function describeApi(routes: readonly Route[]) {
  const paths: Record<string, Record<string, unknown>> = {};
  const components: Components = { Problem: PROBLEM, Done: DONE };
  for (const route of routes) {
    const path = route.url.replace(PATH_PARAMETER, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route, components) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: '手のひら市役所 職員API',
      version: '1',
      description:
        '応答はJSONのオブジェクト、ファイル、またはserver-sent eventsです。項目は増えることがあります。お金にかかわる操作には、2人の職員が必要です。',
    },
    servers: [{ url: '/api/v1' }],
    tags: Object.keys(CHAPTERS).map((name) => ({ name })),
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: '市区町村のAPIトークン(設定の画面でつくる)。承認はできない',
        },
      },
      schemas: components,
    },
  };
}

function describeRoute(
  { summary, permission, params, query, body, answer, url, method }: Route,
  components: Components,
) {
  const pathSchemas = (params && schemaOf(params, components).properties) ?? {};
  const querySchema = query && schemaOf(query, components);
  return {
    tags: [chapterOf(url)],
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
    ...(body ? { requestBody: { required: true, content: contentOf(body, components) } } : {}),
    responses: {
      200: { description: '成功', content: answerOf(answer, components) },
      default: {
        description: 'できなかったわけと、どうすればよいか',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function contentOf(body: z.ZodType, components: Components) {
  const isFile = body.safeParse(new Uint8Array()).success && !body.safeParse({}).success;
  return isFile
    ? { 'text/csv': {}, 'application/octet-stream': {} }
    : { 'application/json': { schema: schemaOf(body, components) } };
}

function answerOf(answer: z.ZodType | undefined, components: Components): Record<string, { schema?: Schema }> {
  if (answer === undefined) return { 'application/json': { schema: { $ref: '#/components/schemas/Done' } } };
  const media = mediaOf(answer);
  if (media === undefined) return { 'application/json': { schema: schemaOf(answer, components) } };
  const each = media.event === undefined ? {} : { schema: schemaOf(media.event, components) };
  return Object.fromEntries(media.contentTypes.map((contentType) => [contentType, each]));
}

/** @throws Error for a recursive schema without a name: zod's own, `__schema0`, means another one in each description */
function schemaOf(schema: z.ZodType, components: Components): Schema {
  const described = z.toJSONSchema(schema, {
    ...{ io: 'input', unrepresentable: 'any' },
    override: ({ zodSchema: { _zod }, jsonSchema }) => {
      if (_zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
      leaveOutTheObvious(jsonSchema);
    },
  });
  // The references of each description are to its own definitions, of all of them to the common ones.
  const text = JSON.stringify(described).replaceAll('"#/$defs/', '"#/components/schemas/');
  const { $schema: _, $defs = {}, id, ...root } = JSON.parse(text) as Schema & { id?: string }; // what toJSONSchema made
  for (const [name, { id: __, ...definition }] of Object.entries($defs)) {
    if (name.startsWith('__')) throw new Error('a recursive schema of the API needs a name: .meta({ id })');
    components[name] = definition;
  }
  if (id === undefined) return root;
  components[id] = root;
  return { $ref: `#/components/schemas/${id}` };
}

/** What zod says of every uuid, day and whole number, and nobody wants to read hundreds of times. */
function leaveOutTheObvious(described: Schema): void {
  if (described.format !== undefined) delete described.pattern;
  if (described.minimum === Number.MIN_SAFE_INTEGER) delete described.minimum;
  if (described.maximum === Number.MAX_SAFE_INTEGER) delete described.maximum;
}
