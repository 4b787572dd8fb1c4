// The world's memory: one JSON document, written a moment after each change, and files for bytes.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSigningKey } from '../identity-provider/signing-key.ts';
import { emptyAccount } from '../stripe/model.ts';
import { randomHex } from './ids.ts';
import type { World } from './model.ts';

const MIN_WRITE_DELAY_MS = 250;
/** A large world takes long to write: the pause between two writes is this many times longer than the last one took. */
const PAUSE_FACTOR = 10;

export type Store = {
  world: World;
  /** Call after changing the world. The write follows soon; `close` writes what is left. */
  touch(): void;
  putBytes(kind: 'content' | 'richmenu', id: string, bytes: Buffer): Promise<void>;
  getBytes(kind: 'content' | 'richmenu', id: string): Promise<Buffer | undefined>;
  dropBytes(kind: 'content' | 'richmenu', id: string): Promise<void>;
  /** Forgets everything, files too. */
  clear(): Promise<void>;
  close(): Promise<void>;
};

/** Opens the state under `<dataDir>/sandbox`, or keeps it in memory only where no directory is given. */
export async function openStore(dataDir: string | undefined): Promise<Store> {
  return dataDir === undefined ? openMemoryStore() : openFileStore(join(dataDir, 'sandbox'));
}

export function emptyWorld(): World {
  return {
    version: 1,
    tokenKey: randomHex(32),
    clockOffsetMs: 0,
    nextSeq: 1,
    nextMessageId: 1,
    channels: [],
    people: [],
    bonds: [],
    transcripts: {},
    richMenus: [],
    aliases: {},
    contents: [],
    replyTokens: [],
    retryKeys: {},
    sent: {},
    identity: { signingKey: createSigningKey(), clients: [], people: {} },
    linkTokens: {},
    issuerAccounts: {},
    stripeAccounts: {},
  };
}

function openMemoryStore(): Store {
  const files = new Map<string, Buffer>();
  const world = emptyWorld();
  return {
    world,
    touch: () => {},
    putBytes: async (kind, id, bytes) => {
      files.set(`${kind}/${id}`, bytes);
    },
    getBytes: async (kind, id) => files.get(`${kind}/${id}`),
    dropBytes: async (kind, id) => {
      files.delete(`${kind}/${id}`);
    },
    clear: async () => {
      files.clear();
      Object.assign(world, emptyWorld());
    },
    close: async () => {},
  };
}

async function openFileStore(directory: string): Promise<Store> {
  const file = join(directory, 'world.json');
  const pathOf = (kind: string, id: string) => join(directory, kind, id);
  await mkdir(join(directory, 'content'), { recursive: true });
  await mkdir(join(directory, 'richmenu'), { recursive: true });
  const world = await readWorld(file);

  let timer: NodeJS.Timeout | undefined;
  let delayMs = MIN_WRITE_DELAY_MS;
  let writing: Promise<void> = Promise.resolve();
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    // One write after another: two at once would share the temporary file.
    writing = writing
      .catch(() => {})
      .then(async () => {
        const startedMs = performance.now();
        await writeFile(`${file}.tmp`, JSON.stringify(world));
        await rename(`${file}.tmp`, file);
        delayMs = Math.max(MIN_WRITE_DELAY_MS, PAUSE_FACTOR * (performance.now() - startedMs));
      });
    return writing;
  };

  return {
    world,
    touch: () => {
      timer ??= setTimeout(() => {
        write().catch((error: unknown) => console.error('sandbox: the state could not be written', error));
      }, delayMs);
    },
    putBytes: (kind, id, bytes) => writeFile(pathOf(kind, id), bytes),
    getBytes: async (kind, id) => {
      try {
        return await readFile(pathOf(kind, id));
      } catch (error) {
        if (isMissingFile(error)) return undefined;
        throw error;
      }
    },
    dropBytes: (kind, id) => rm(pathOf(kind, id), { force: true }),
    clear: async () => {
      for (const kind of ['content', 'richmenu']) {
        await rm(join(directory, kind), { recursive: true, force: true });
        await mkdir(join(directory, kind), { recursive: true });
      }
      Object.assign(world, emptyWorld());
      await write();
    },
    close: () => write(),
  };
}

async function readWorld(file: string): Promise<World> {
  try {
    const stored: unknown = JSON.parse(await readFile(file, 'utf8'));
    const world = { ...emptyWorld(), ...(stored as World) }; // our own file; a missing part is one that a newer version added
    for (const [id, account] of Object.entries(world.stripeAccounts)) {
      world.stripeAccounts[id] = { ...emptyAccount(id), ...account };
    }
    return world;
  } catch (error) {
    if (isMissingFile(error)) return emptyWorld();
    throw new Error(`the sandbox's state in ${file} cannot be read; delete the file to start afresh`, { cause: error });
  }
}

function isMissingFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
