// The phone page: static files under /phone/ and the page itself at /. The browser code is TypeScript; its types are
// stripped once at start, so there is no bundler and no build step. Nothing here knows the control API.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply } from 'fastify';

const WEB_FOLDER = join(import.meta.dirname, 'web');

/** Draws the messages; served below /phone/line-preview/. A browser knows no package names, so its name becomes its address. */
const PREVIEW = { name: '@tenohira/line-preview', prefix: 'line-preview/' };
const PREVIEW_FOLDER = dirname(fileURLToPath(import.meta.resolve(PREVIEW.name)));

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
};

// A city's messages may carry pictures and films from anywhere, so those two are open; nothing else is.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob: http: https:",
  "media-src 'self' blob: http: https:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

interface Asset {
  readonly body: Buffer;
  readonly contentType: string;
  readonly etag: string;
}

/** Serves `GET /` and `GET /phone/*`. Reads every file at start; a syntax error in the browser code stops the start. */
export async function phonePlugin(app: FastifyInstance): Promise<void> {
  const assets = await readAssets();

  app.get('/', async (request, reply) => {
    const page = assets.get('index.html');
    return page === undefined ? reply.callNotFound() : send(page, request.headers['if-none-match'], reply);
  });

  app.get<{ Params: { '*': string } }>('/phone/*', async (request, reply) => {
    const asset = assets.get(request.params['*']);
    return asset === undefined ? reply.callNotFound() : send(asset, request.headers['if-none-match'], reply);
  });
}

function send(asset: Asset, knownEtag: string | undefined, reply: FastifyReply): FastifyReply {
  reply
    .header('content-security-policy', CONTENT_SECURITY_POLICY)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-cache')
    .header('etag', asset.etag);
  return knownEtag === asset.etag ? reply.code(304).send() : reply.type(asset.contentType).send(asset.body);
}

async function readAssets(): Promise<ReadonlyMap<string, Asset>> {
  return new Map([...(await readFolder(WEB_FOLDER, '')), ...(await readFolder(PREVIEW_FOLDER, PREVIEW.prefix))]);
}

async function readFolder(folder: string, prefix: string): Promise<[string, Asset][]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const served = files.filter((file) => file.isFile() && extname(file.name) in CONTENT_TYPES && !isTest(file.name));
  return Promise.all(
    served.map(async (file): Promise<[string, Asset]> => {
      const path = join(file.parentPath, file.name);
      return [`${prefix}${path.slice(folder.length + 1).replaceAll('\\', '/')}`, await readAsset(path)];
    }),
  );
}

function isTest(name: string): boolean {
  return name.endsWith('.test.ts');
}

async function readAsset(path: string): Promise<Asset> {
  const extension = extname(path);
  const source = await readFile(path);
  const body = extension === '.ts' ? Buffer.from(toBrowserScript(source.toString('utf8'))) : source;
  return {
    body,
    contentType: CONTENT_TYPES[extension] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
  };
}

function toBrowserScript(source: string): string {
  return stripTypeScriptTypes(source).replaceAll(`'${PREVIEW.name}'`, `'/phone/${PREVIEW.prefix}index.ts'`);
}
