/** `docs/reference/commands.md`: what `--help` says of every command, word for word. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The page of all commands, from the command line itself. */
export async function renderCommands(root, note) {
  const pages = await readPages(root);
  const names = Object.keys(pages).filter((name) => name !== '');
  return [
    `<!-- ${note} -->`,
    '# Commands',
    '',
    'What `cai COMMAND --help` prints, for every command.',
    '',
    ...fenced(pages['']),
    ...names.flatMap((name) => [
      '',
      `${name.includes(' ') ? '###' : '##'} cai ${name}`,
      '',
      ...fenced(pages[name]),
    ]),
    '',
  ].join('\n');
}

function fenced(text) {
  return ['```text', text.trim(), '```'];
}

/** Help texts by the words of the command, in the order of the program. What a command does is not bundled: help loads none of it. */
async function readPages(root) {
  const folder = mkdtempSync(join(root, 'node_modules/.cai-reference-'));
  try {
    const outfile = join(folder, 'print-help.mjs');
    await build({
      entryPoints: [join(root, '.ci/print-help.mjs')],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      logLevel: 'warning',
      plugins: [{ name: 'lazy', setup: (api) => api.onResolve({ filter: /^\./ }, leaveLazy) }],
    });
    return JSON.parse(execFileSync(process.execPath, [outfile], { encoding: 'utf8' }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function leaveLazy({ kind }) {
  return kind === 'dynamic-import' ? { external: true } : undefined;
}
