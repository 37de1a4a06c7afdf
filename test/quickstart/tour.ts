import { readdir, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Workshop } from '../operator/workshop.ts';

/*
 * The tour behind `npm run quickstart`: every command below is the built one, run as a process of its own, against the
 * emulator at Adobe's real rate limit. What a person would do in Adobe's UI goes through the emulator's control API.
 */

const DAY = 25 * 3600;
const MOST_ROUNDS = 10;
const FOLDER = resolve('.cai/quickstart');
const ALLOWED = new Set([0, 3]);
const shown = new Set<string>();

const started = Date.now();
await rm(FOLDER, { recursive: true, force: true });
say(
  'cai quickstart',
  'From YAML to a verified world, on an Adobe of our own. No account is needed, nothing leaves this machine.',
);
const workshop = await Workshop.open({ folder: FOLDER, realLimits: true });
try {
  await tour();
} finally {
  await workshop.stop();
}
farewell();

async function tour(): Promise<void> {
  say(
    '1  A repository and an emulator',
    `cai init made ${relative('.', workshop.repository)}; cai emulator serves Adobe's APIs at ${workshop.url}.`,
  );
  say('2  Is the YAML right?', 'Every problem of every file would be listed here, with its place.');
  await show('validate');
  say(
    '3  What would change?',
    'Planning reads the live world and cannot write. Half of this path has no write API at Adobe: those changes are "by hand".',
  );
  await show('plan', '--out', 'plan.json');
  say(
    '4  Apply the reviewed plan',
    'What was reviewed is what runs. The runner does what has an API, and opens a handoff for what a person must do.',
  );
  await show('apply', 'plan.json', '--detailed-exitcode');
  await handOver();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const code = await show('apply', '--yes', '--detailed-exitcode');
    if (code === 0) break;
    await handOver();
  }
  await finish();
}

/** A person does what is open; where nothing is, time passes: scoring runs, backfills. */
async function handOver(): Promise<void> {
  const open = await workshop.openHandoffs();
  if (open.length === 0) {
    say('   A day passes', 'The emulator moves its clock: Customer AI trains and scores, CJA backfills.');
    await workshop.advance(DAY);
    return;
  }
  const [first = ''] = open;
  if (!shown.has(kindOf(first))) {
    shown.add(kindOf(first));
    say(
      '   A handoff, as the admin reads it',
      'Exact labels, exact values, and which of them an API reads back.',
    );
    await show('handoffs', 'show', first);
  }
  const done = await workshop.doHandoffs();
  const lines = done.map((address) => `done in Adobe, attested where no API shows it: ${address}`);
  say('   An operator does the open handoffs', lines.join('\n'));
}

async function finish(): Promise<void> {
  say(
    '5  Is it true?',
    'A plan right after a finished apply is empty: every resource was verified by an API, or attested by a named person.',
  );
  const code = await show('plan', '--detailed-exitcode');
  if (code !== 0) throw new Error('the quickstart did not end with an empty plan');
  say('6  The scores are here', 'Parquet files, as Customer AI wrote them:');
  const files = await readdir(join(workshop.repository, 'scores'), { recursive: true });
  print(
    files
      .filter((file) => file.endsWith('.parquet'))
      .sort()
      .map((file) => `  scores/${file}`)
      .join('\n'),
  );
  say(
    '7  Are they good?',
    'Every expectation of the YAML is judged; one that fails would block what depends on the scores.',
  );
  await show('scores', 'check');
  await show('scores', 'report');
}

function farewell(): void {
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  const folder = relative('.', workshop.repository);
  const port = new URL(workshop.url).port;
  say(
    `Done in ${seconds} s. Try next`,
    [
      `  cd ${folder}`,
      '  alias cai="node $OLDPWD/dist/cai.js"',
      `  cai emulator --port ${port} &                 the same world goes on`,
      '  cai plan                                  still empty',
      '  edit pipelines/account-upgrade.yaml       outcomeWindowDays: 30 → 60',
      '  cai plan                                  a clone by hand, and everything that follows',
      '  cai emulator score --flaw shifted         a bad batch; then: cai apply, cai scores report',
      '  cai state show account-upgrade/data-view/account-upgrade',
      '  cai --help',
    ].join('\n'),
  );
}

async function show(...args: readonly string[]): Promise<number> {
  const { code, stdout, stderr } = await workshop.cli(...args);
  print(`$ cai ${args.join(' ')}`);
  print(indent(stdout.trimEnd()));
  if (!ALLOWED.has(code)) throw new Error(`cai ${args.join(' ')} ended with ${code}:\n${stderr}`);
  return code;
}

function kindOf(address: string): string {
  return address.split('/')[1] ?? '';
}

function say(title: string, text: string): void {
  print(`\n━━ ${title}\n${text}\n`);
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
