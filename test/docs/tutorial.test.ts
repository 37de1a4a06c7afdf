import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILD } from '../operator/command.ts';
import { findFreePort } from '../operator/free-port.ts';

/** A box of commands in the tutorial, and the box below it with what they print. */
interface Step {
  readonly heading: string;
  readonly commands: string;
  readonly shown: readonly string[] | undefined;
}

/** Installing was done by whoever runs this test. */
const INSTALLS = '1. Install';

/** What a colleague does in the console: the form of a data view. */
const COLLEAGUE = `
const { readFileSync } = await import('node:fs');
const { url, controlToken } = JSON.parse(readFileSync('.cai/emulator/emulator.json', 'utf8'));
const known = await fetch(url + '/control/dataviews', { headers: { authorization: 'Bearer ' + controlToken } });
const [{ id, description, timezoneDesignator }] = await known.json();
const fields = { name: 'Upgrades', description, timezoneDesignator, do: 'save' };
const body = new URLSearchParams(fields);
await fetch(url + '/console/dataviews/' + id + '/configure', { method: 'POST', headers: { origin: url }, body });
`;

function readSteps(page: string): readonly Step[] {
  return page.split(/^## /mu).flatMap((section) => {
    const [heading = ''] = section.split('\n');
    const boxes = [...section.matchAll(/^```(sh|text)\n([\s\S]*?)^```$/gmu)];
    return boxes.flatMap(([, type, text = ''], index) => {
      if (type !== 'sh') return [];
      const [, next, shown = ''] = boxes[index + 1] ?? [];
      return [{ heading, commands: text, shown: next === 'text' ? shown.trimEnd().split('\n') : undefined }];
    });
  });
}

/** The first line that was to be shown and is not there; a line of an ellipsis stands for any lines. */
function findMissing(printed: readonly string[], shown: readonly string[]): string | undefined {
  let at = 0;
  let skips = false;
  for (const line of shown) {
    if (line === '…') {
      skips = true;
      continue;
    }
    const found = printed.indexOf(line, at);
    if (found < 0 || (!skips && found !== at)) return line;
    at = found + 1;
    skips = false;
  }
  return !skips && at < printed.length ? `the end, instead of: ${printed[at]}` : undefined;
}

/** What a shell prints that is typed what the tutorial says, by the steps of it; the emulator listens where nobody else does. */
async function type(steps: readonly Step[], folder: string): Promise<readonly [string, number][]> {
  const port = String(await findFreePort());
  await writeFile(join(folder, 'colleague.mjs'), COLLEAGUE);
  const script = [
    'set -m',
    `cai() {
      if [[ "$*" == emulator ]]; then exec '${process.execPath}' '${join(BUILD, 'cai.js')}' emulator --port ${port}; fi
      local args=("$@") # Only the handoff that was shown says its fingerprint.
      if [[ $3 == *@FINGERPRINT ]]; then args[2]=$(grep -o "\${3%FINGERPRINT}[0-9a-f]*" ../shown | head -1); fi
      '${process.execPath}' '${join(BUILD, 'cai.js')}' "\${args[@]}" > ../printed; local code=$?
      cat ../printed
      if [[ $2 == show ]]; then cp ../printed ../shown; fi
      if [[ $1 == init ]]; then sed -i 's/4410/${port}/' "$2/pipelines/environments/demo.yaml"; fi
      return $code
    }`,
    ...steps.flatMap(({ commands }) => [
      commands.startsWith('cai drift') ? `'${process.execPath}' '${folder}/colleague.mjs'` : '',
      commands,
      'echo "@@ $?"',
      commands.includes('&\n') ? 'until [[ -s emulator.log ]]; do sleep 0.05; done' : '',
    ]),
  ].join('\n');
  const empty = join(folder, 'empty');
  await mkdir(empty);
  const child = spawn('bash', ['-c', script], {
    cwd: empty,
    env: { ...process.env, NO_COLOR: '1', COLUMNS: '100' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await new Promise((ended) => child.once('close', ended));
  return [
    ...output
      .replaceAll(port, '4410')
      .replaceAll(/@[0-9a-f]{6}\b/gu, '@f1e6ae')
      .matchAll(/([\s\S]*?)@@ (\d+)\n/gu),
  ].map(([, text = '', code]) => [text, Number(code)] as const);
}

describe('the tutorial', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cai-'));
  });
  afterAll(async () => await rm(folder, { recursive: true, force: true }));

  it('works as printed, from an empty folder', { timeout: 300_000 }, async () => {
    const steps = readSteps(await readFile('docs/tutorial.md', 'utf8')).filter(
      ({ heading }) => heading !== INSTALLS,
    );
    expect(steps.length).toBeGreaterThan(15);
    const results = await type(steps, folder);
    expect(results.length).toBe(steps.length);
    for (const [index, { commands, shown }] of steps.entries()) {
      const [text, code] = results[index] ?? ['', -1];
      expect(code, `${commands}${text}`).toBe(commands.startsWith('cai drift') ? 2 : 0);
      const missing = shown === undefined ? undefined : findMissing(text.trimEnd().split('\n'), shown);
      expect(missing, `${commands}${text}`).toBeUndefined();
    }
  });
});
