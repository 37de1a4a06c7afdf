import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson, type JsonValue, type Plan, type State, sha256 } from '../../runner/model/index.ts';
import { makePlan } from '../../runner/plan/index.ts';
import { readCorpus } from '../fuzz/corpus.ts';
import { KINDS, readDesired } from '../fuzz/product.ts';
import { type CliResult, startCommand } from '../operator/command.ts';

const { states, journals, plans } = readCorpus();
const [STATE = ''] = states;
const [JOURNAL = { state: '', journal: '' }] = journals;
const [PLAN = ''] = plans;
const VIEW = 'account-upgrade/data-view/account-upgrade';
const ESCAPES = '\u001b[2J\u001b]0;owned\u0007';

/** Files that a person, a disk or somebody who means harm changed: what the built command says of them. */
describe('a file of the runner that is not what it wrote', () => {
  let repository = '';
  const folder = (): string => join(repository, '.cai/state/demo');

  beforeAll(async () => {
    repository = await mkdtemp(join(tmpdir(), 'cai-'));
    expect(await cli('init', '.')).toMatchObject({ code: 0 });
    await mkdir(folder(), { recursive: true });
  });

  afterAll(async () => await rm(repository, { recursive: true, force: true }));

  async function cli(...args: readonly string[]): Promise<CliResult> {
    return await startCommand(args, { cwd: repository }).ended;
  }

  /** Runs a command over the given files of the state. */
  async function withState(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
    await rm(folder(), { recursive: true, force: true });
    await mkdir(folder(), { recursive: true });
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder(), name), text);
    return await cli(...args);
  }

  const changed = (text: string, change: (value: Record<string, JsonValue>) => unknown): string =>
    JSON.stringify(change(JSON.parse(text)));

  it.each([
    ['a list in place of an object', { resources: [] }, 'resources should be an object'],
    ['a resource that is a text', { resources: { [VIEW]: 'x' } }, `resources["${VIEW}"] should be an object`],
    [
      'an address that is none',
      { resources: { constructor: {} } },
      'resources["constructor"] should be an address',
    ],
    ['a serial that is no number', { serial: '7' }, 'serial should be a whole number'],
    [
      'an intent without a time',
      { intents: [{ id: 'i' }] },
      'intents[0].manifest should be something: it is missing',
    ],
    ['a format that is no number', { formatVersion: { toString: 1 } }, 'formatVersion should be 1'],
  ])('is refused as a whole, with the place: %s in the state', async (_what, change, said) => {
    const { code, stdout, stderr } = await withState(
      { 'state.json': changed(STATE, (state) => ({ ...state, ...change })) },
      'state',
      'list',
    );
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('state.json is not a state file, or is damaged');
    expect(stderr.replaceAll(/\s+/gu, ' ')).toContain(said);
  });

  it('is refused where members are nested without end, or named as a prototype', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    for (const extra of [deep, '{"__proto__":{"polluted":true}}']) {
      const text = STATE.replace('{', `{"extra": ${extra},`);
      const { code, stderr } = await withState({ 'state.json': text }, 'state', 'list', '--json');
      expect(code).toBe(1);
      expect(stderr).toContain('state.json is not a state file, or is damaged');
    }
  });

  it('is refused with its line where the journal has the right hash and the wrong content', async () => {
    const lines = JOURNAL.journal.trimEnd().split('\n');
    const { hash: _hash, ...entry } = JSON.parse(lines[0] ?? '') as Record<string, JsonValue>;
    const forged = { ...entry, transitions: [{ type: 'bind', address: VIEW, fp: 7 }] };
    const hash = sha256(canonicalJson(forged)).slice(0, 32);
    const { code, stderr } = await withState(
      { 'state.json': JOURNAL.state, 'journal.jsonl': `${JSON.stringify({ ...forged, hash })}\n` },
      'state',
      'list',
    );
    expect(code).toBe(1);
    expect(stderr).toContain('journal.jsonl:1: the journal is damaged here');
    expect(stderr.replaceAll(/\s+/gu, ' ')).toContain('transitions[0].fp should be a text');
  });

  it('is refused with its name where the state knows a kind that this version lacks', async () => {
    const desired = await readDesired();
    const observed = { observedAt: '2026-01-01T00:00:00Z', byAddress: {}, requests: {}, scoreDatasets: [] };
    const state: State = JSON.parse(STATE.replaceAll('/connection/', '/hologram/'));
    expect(() => makePlan({ desired, observed, state, kinds: KINDS }, [])).toThrow(
      expect.objectContaining({ code: 'kind-unknown', message: expect.stringContaining('"hologram"') }),
    );
  });

  it.each([
    [
      'a change without a title',
      (plan: Plan) => ({ ...plan, changes: plan.changes.map(({ title: _gone, ...rest }) => rest) }),
      'changes[0].title should be something: it is missing',
    ],
    [
      'no handoffs',
      (plan: Plan) => ({ ...plan, handoffs: undefined }),
      'handoffs should be something: it is missing',
    ],
    ['a time that is none', (plan: Plan) => ({ ...plan, observedAt: 'soon' }), 'observedAt should be a time'],
    [
      'a format that is no number',
      (plan: Plan) => ({ ...plan, formatVersion: { toString: 1 } }),
      'formatVersion should be 1',
    ],
  ])('is refused with the place by show and by apply: %s in a plan', async (_what, change, said) => {
    await writeFile(join(repository, 'plan.json'), JSON.stringify(change(JSON.parse(PLAN) as Plan)));
    for (const verb of ['show', 'apply']) {
      const { code, stdout, stderr } = await cli(verb, 'plan.json');
      expect(code).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toContain('plan.json is not a plan that can be used');
      expect(stderr.replaceAll(/\s+/gu, ' ')).toContain(said);
    }
  });

  it('is refused without being expanded or read whole: aliases of aliases, 50 MB of YAML, a plan of 50 MB', async () => {
    const levels = Array.from(
      { length: 12 },
      (_none, at) => `a${at}: &a${at} [${Array(9).fill(at === 0 ? 'x' : `*a${at - 1}`)}]`,
    );
    await mkdir(join(repository, 'hostile'), { recursive: true });
    await writeFile(join(repository, 'hostile/bomb.yaml'), levels.join('\n'));
    await writeFile(join(repository, 'hostile/big.yaml'), `# ${'x'.repeat(50_000_000)}`);
    await writeFile(join(repository, 'plan.json'), JSON.stringify({ text: 'x'.repeat(50_000_000) }));
    const validated = await cli('validate', 'hostile', '--json');
    expect(validated.code).toBe(1);
    const { diagnostics } = JSON.parse(validated.stdout) as { diagnostics: readonly { code: string }[] };
    expect(diagnostics.map(({ code }) => code).sort()).toEqual(['alias-limit', 'file-too-large']);
    const applied = await cli('apply', 'plan.json', '--yes');
    expect(applied.code).toBe(1);
    expect(applied.stderr).toContain('plan.json is not a plan that can be used');
  });

  it('names no resource that objects have by themselves', async () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      const { code, stderr } = await withState({ 'state.json': STATE }, 'state', 'show', name);
      expect(code).toBe(1);
      expect(stderr).toContain(`the state knows nothing at ${name}`);
    }
  });

  it('makes no terminal obey a lock that is removed', async () => {
    const lock = { operation: ESCAPES, by: ESCAPES, host: ESCAPES, pid: 1, since: ESCAPES, nonce: 'n' };
    const { code, stdout } = await withState({ 'lock.json': JSON.stringify(lock) }, 'state', 'unlock');
    expect(code).toBe(0);
    expect(stdout).toContain('Removed the lock of');
    expect(stdout).not.toContain('\u001b');
    await expect(readFile(join(folder(), 'lock.json'))).rejects.toThrow('ENOENT');
  });
});
