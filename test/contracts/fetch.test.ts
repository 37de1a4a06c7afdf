import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
// @ts-expect-error plain JavaScript, a command of .ci
import { CONTRACT_PINS } from '../../.ci/contract-pins.mjs';
// @ts-expect-error plain JavaScript, a command of .ci
import { fetchContracts } from '../../.ci/fetch-contracts.mjs';
// @ts-expect-error plain JavaScript, a command of .ci
import { describeMissing, findContracts, listPlaces } from '../../.ci/find-contracts.mjs';
import { ScriptedServer } from '../host/scripted-server.ts';
import { CONTRACT_FOLDER } from './strict.ts';

interface Pin {
  readonly repository: string;
  readonly commit: string;
  readonly files: readonly { readonly file: string; readonly path: string; readonly sha256: string }[];
}

const TEXT = '{"openapi":"3.0.1"}';
const hash = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
const PINS: readonly Pin[] = [
  {
    repository: 'owner/name',
    commit: 'c0ffee',
    files: [{ file: 'cja.json', path: 'static/swagger.json', sha256: hash(TEXT) }],
  },
];

let server: ScriptedServer;
let folder: string;

beforeAll(async () => {
  server = await ScriptedServer.start();
});
afterAll(() => server.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cai-fetch-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fetchInto = (): Promise<number> => fetchContracts(folder, { base: server.url, pins: PINS });

describe('fetching Adobe’s files', () => {
  it('asks for the pinned commit, keeps the bytes, and leaves right ones alone', async () => {
    server.answer({ body: TEXT });
    expect(await fetchInto()).toBe(1);
    expect(server.seen.at(-1)?.url).toBe('/owner/name/c0ffee/static/swagger.json');
    expect(readFileSync(join(folder, 'cja.json'), 'utf8')).toBe(TEXT);
    expect(await fetchInto()).toBe(0);
  });

  it('mends a file that is not as pinned', async () => {
    writeFileSync(join(folder, 'cja.json'), TEXT.slice(3));
    server.answer({ body: TEXT });
    expect(await fetchInto()).toBe(1);
    expect(readFileSync(join(folder, 'cja.json'), 'utf8')).toBe(TEXT);
  });

  it.each([
    ['other bytes', { body: `${TEXT} ` }, 'SHA-256'],
    ['a refusal', { status: 404, body: 'not found' }, 'answered 404'],
    ['half an answer', { body: TEXT, cutAfter: 5 }, 'CAI_CONTRACTS'],
    ['a lost connection', { reset: true }, 'CAI_CONTRACTS'],
  ])('writes nothing after %s, and says which file it was', async (_what, answer, message) => {
    server.answer(answer);
    await expect(fetchInto()).rejects.toThrow(message);
    await expect(fetchInto()).rejects.toThrow('/owner/name/c0ffee/static/swagger.json');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('pins a commit and a hash for every file', () => {
    for (const { commit, files } of CONTRACT_PINS as readonly Pin[]) {
      expect(commit).toMatch(/^[\da-f]{40}$/);
      for (const { sha256 } of files) expect(sha256).toMatch(/^[\da-f]{64}$/);
    }
  });

  it.skipIf(CONTRACT_FOLDER === undefined)('pins the bytes that the tests use', () => {
    for (const { file, sha256 } of (CONTRACT_PINS as readonly Pin[]).flatMap(({ files }) => files)) {
      const path = join(CONTRACT_FOLDER ?? '', file);
      expect([file, hash(readFileSync(path))]).toEqual([file, sha256]);
    }
  });
});

describe('finding Adobe’s files', () => {
  it('looks where it is told, beside the checkout, and at what was fetched, in this order', () => {
    const places = listPlaces({ CAI_CONTRACTS: 'given' }, '/home/me/checkout');
    expect(places).toEqual([resolve('given'), '/home/me/shared/contracts', '/home/me/checkout/.contracts']);
  });

  const names = (CONTRACT_PINS as readonly Pin[]).flatMap(({ files }) => files.map(({ file }) => file));
  const fill = (target: string, files: readonly string[]): void => {
    mkdirSync(target, { recursive: true });
    for (const file of files) writeFileSync(join(target, file), TEXT);
  };

  it('takes the first folder that has them, itself or in adobe/', () => {
    const [own, below] = [join(folder, 'own'), join(folder, 'below')];
    expect(findContracts([own, below])).toBeUndefined();
    fill(join(below, 'adobe'), names);
    expect(findContracts([own, below])).toBe(join(below, 'adobe'));
    fill(own, names);
    expect(findContracts([own, below])).toBe(own);
    expect(describeMissing([folder])).toContain('npm run contracts:fetch');
  });

  it.each(names)('does not take a folder that lacks %s: a fetch ended half done', (missing) => {
    fill(
      folder,
      names.filter((name) => name !== missing),
    );
    expect(findContracts([folder])).toBeUndefined();
  });
});
