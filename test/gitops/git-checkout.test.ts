import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { GitCheckout } from '../../runner/gitops/index.ts';

let home = '';
let clone = '';

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'cai-'));
  clone = join(home, 'clone');
  await mkdir(clone);
});
afterEach(async () => await rm(home, { recursive: true, force: true }));

const variables = () => ({ HOME: home, PATH: process.env.PATH });
const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
    cwd: clone,
    env: { ...variables(), GIT_CONFIG_NOSYSTEM: '1' },
    encoding: 'utf8',
  }).trim();

/** A filter of this machine that a file of `.gitattributes` can choose: it leaves a trace and changes what it reads. */
async function configureFilter(name: string): Promise<void> {
  const smudge = `touch ${join(home, 'pwned')}; echo changed`;
  await writeFile(
    join(home, '.gitconfig'),
    `[filter "${name}"]\n\tsmudge = "${smudge}"\n\trequired = true\n`,
  );
}

it.each(['lfs', 'other'])(
  'reads what is written, whatever a pull request says of the filter %s',
  async (name) => {
    git('init', '--quiet', '--initial-branch=main');
    await mkdir(join(clone, 'pipelines'));
    await writeFile(join(clone, 'pipelines/one.yaml'), 'kind: Pipeline\n');
    git('add', '.');
    git('commit', '--quiet', '-m', 'One');
    await writeFile(join(clone, '.gitattributes'), `*.yaml filter=${name}\n`);
    git('add', '.gitattributes');
    git('commit', '--quiet', '-m', 'Two');
    const head = git('rev-parse', 'HEAD');
    git('checkout', '--quiet', 'HEAD~1');
    await configureFilter(name);
    const checkout = new GitCheckout({ folder: clone, remote: 'origin', variables: variables() });
    const to = join(home, 'out');
    await mkdir(to);
    await checkout.exportFolder(head, 'pipelines', to);
    expect(await readFile(join(to, 'pipelines/one.yaml'), 'utf8')).toBe('kind: Pipeline\n');
    expect(await readdir(home)).not.toContain('pwned');
  },
);
