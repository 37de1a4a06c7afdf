import type { ExitName } from './exit-code.ts';

/** What the help of a command has besides its description and options. */
export interface CommandHelp {
  /** Command lines as they are typed. */
  readonly examples: readonly string[];
  /** What is to be known before the first try. */
  readonly notes?: string;
  /** How it can end besides 0, 1 and 130; a text says more exactly when. */
  readonly exits?: Partial<Readonly<Record<ExitName, string | true>>>;
}

const ADDRESS = 'account-upgrade/customer-ai-instance/main';
const DATA_VIEW = 'dv_64f0c1d2e3a4b5c6d7e8f901';
const LOCKED = { locked: true } as const;
const APPLIED = {
  error: 'error, or a change failed; nobody accepted where there is no terminal to ask on',
  refused: 'a rule refuses: the brake, a deletion that is not allowed, a plan that is not current',
  locked: true,
} as const;
const IMPORTED = {
  done: 'imported',
  error: 'error; not found, or the YAML would have an error',
  refused: 'imported or declared already, or what it stands on is not',
} as const;
const SENT = 'a rule refuses, or what was reviewed is not what would be done';

/** Examples and exit codes of every command, by the words that name it: the second half of its help. */
export const COMMAND_HELP: Readonly<Record<string, CommandHelp>> = {
  init: {
    examples: [
      'cai init demo && cd demo && cai emulator',
      'cai init pipelines-repository --github',
      'cai init --env prod',
    ],
    notes: 'Nothing is written over. A .gitignore that is there gets the lines that it lacks.',
    exits: { error: 'error; the folder has such files already, and nothing was written' },
  },
  emulator: {
    examples: [
      'cai emulator --env demo',
      'cai emulator perform all --env demo --advance-hours 25',
      'cai emulator --help',
    ],
  },
  validate: {
    examples: [
      'cai validate',
      'cai validate pipelines/account-upgrade.yaml',
      'cai validate --format sarif > cai.sarif',
    ],
    exits: { done: 'no errors; there may be warnings', error: 'errors in the YAML' },
  },
  fmt: {
    examples: [
      'cai fmt',
      'cai fmt --check',
      'cai fmt pipelines/account-upgrade.yaml',
      'cai fmt - < draft.yaml',
    ],
    notes:
      'Attributes stand in the order of the schemas, two spaces for each level, quotes only where they are needed, and lines end with LF. Comments, single blank lines and the lines of long texts stay; the meaning never changes. A document with aliases keeps the order of its attributes. Where a file is not well-formed YAML, no file is written. Where a comment could get lost, its file is left as written, and the line of the comment is said: move it to a line of its own above what it belongs to.',
    exits: {
      done: 'done; with --check: nothing is to be formatted',
      error:
        'error; a file is not well-formed, or was left as written; with --check: a file is not formatted',
    },
  },
  doctor: {
    examples: ['cai doctor --env prod', 'cai doctor --env prod --json'],
    notes:
      'Each line is ok, a warning, a problem, or not checked (and why). Rights are tried by reads that change nothing; nothing is written in Adobe, on GitHub or in the state. A state in git is fetched into the clone, as by cai plan.',
    exits: { done: 'no problem', error: 'a problem, or an error' },
  },
  explain: {
    examples: [
      'cai explain spec.customerAi.goal',
      'cai explain environment.spec.baseUrls',
      'cai explain data-view',
      'cai explain handoff-stale',
    ],
    exits: { error: 'error; nothing is called that' },
  },
  graph: {
    examples: [
      'cai graph',
      'cai graph account-upgrade --env prod > graph.mmd',
      "(echo '```mermaid'; cai graph --env prod; echo '```') > graph.md",
    ],
  },
  completion: {
    examples: [
      'eval "$(cai completion bash)"',
      'eval "$(cai completion zsh)"',
      'cai completion fish | source',
    ],
  },
  plan: {
    examples: [
      'cai plan --env demo',
      'cai plan --env demo --out plan.json',
      'cai plan --target account-upgrade/data-view/account-upgrade --out part.json',
      'cai plan --env prod --format md >> "$GITHUB_STEP_SUMMARY"',
    ],
    exits: {
      error: 'error, or something could not be planned',
      differences: 'with --detailed-exitcode: a change is not done',
      refused: 'a rule forbids a change, or the brake stops the plan',
    },
  },
  apply: {
    examples: ['cai apply --env demo', 'cai apply plan.json --env demo', 'cai apply --env demo --yes'],
    exits: { ...APPLIED, open: 'with --detailed-exitcode: human steps or awaits are open' },
  },
  drift: {
    examples: ['cai drift --env prod', 'cai drift --env prod --full --json'],
    exits: { done: 'nothing differs', differences: 'something differs' },
  },
  destroy: {
    examples: ['cai destroy --env demo', 'cai destroy --env demo --yes'],
    exits: { ...APPLIED, open: 'human steps or awaits are open' },
  },
  show: {
    examples: ['cai show plan.json', 'cai show plan.json --json'],
    exits: { error: 'error; the file is no plan that can be used' },
  },
  inputs: { examples: ['cai inputs check --env demo', 'cai inputs'], exits: { error: 'an error was found' } },
  'inputs check': {
    examples: ['cai inputs check account-upgrade --env demo'],
    exits: { done: 'no errors; there may be warnings', error: 'an error was found' },
  },
  import: {
    examples: [`cai import data-view ${DATA_VIEW} --env prod`],
    exits: IMPORTED,
  },
  'import data-view': {
    examples: [`cai import data-view ${DATA_VIEW} --env prod`, `cai import data-view ${DATA_VIEW} --stdout`],
    exits: IMPORTED,
  },
  'import connection': {
    examples: [
      'cai import connection dg_b008fd39-6a0c-4b7e-9d1f-0a1b2c3d4e5f --env prod --pipeline account-upgrade',
    ],
    exits: IMPORTED,
  },
  handoffs: {
    examples: ['cai handoffs list', `cai handoffs show ${ADDRESS}`],
    exits: { refused: 'an answer does not fit the handoff', locked: true },
  },
  'handoffs list': { examples: ['cai handoffs list --env demo'] },
  'handoffs show': {
    examples: [`cai handoffs show ${ADDRESS} --env demo`, `cai handoffs show ${ADDRESS} --format md`],
  },
  'handoffs attest': {
    examples: [
      `cai handoffs attest ${ADDRESS}@ab12cd`,
      `cai handoffs attest ${ADDRESS}@ab12cd goal.outcomeWindowDays --as "Ada Admin"`,
      'cai handoffs attest account-upgrade/connection/scores@ab12cd title --reason "Adobe trims the title"',
    ],
    exits: { refused: 'the answer does not fit the handoff; nothing was recorded', ...LOCKED },
  },
  'handoffs decline': {
    examples: [`cai handoffs decline ${ADDRESS} --reason "The goal is to change first"`],
    exits: { refused: 'the answer does not fit the handoff; nothing was recorded', ...LOCKED },
  },
  scores: {
    examples: ['cai scores pull --env prod', 'cai scores check --env prod'],
    exits: { refused: 'of check: an expectation of severity error is not met', ...LOCKED },
  },
  'scores pull': {
    examples: ['cai scores pull --env prod', 'cai scores pull account-upgrade --limit-rate 20M'],
  },
  'scores profile': { examples: ['cai scores profile account-upgrade', 'cai scores profile --json'] },
  'scores report': { examples: ['cai scores report --env prod --to reports'] },
  'scores check': {
    examples: ['cai scores check --env prod', 'cai scores check account-upgrade --format md'],
    exits: {
      error: 'error, or a dataset could not be judged',
      refused: 'an expectation of severity error is not met',
      locked: true,
    },
  },
  state: { examples: ['cai state list --env demo', `cai state show ${ADDRESS}`] },
  'state list': { examples: ['cai state list --env demo', 'cai state list --json'] },
  'state show': {
    examples: [`cai state show ${ADDRESS} --env demo`],
    exits: { error: 'error; the state knows nothing at that address' },
  },
  'state history': {
    examples: ['cai state history --env prod --limit 50'],
    exits: { error: 'error; a state in a folder keeps no history' },
  },
  'state mv': {
    examples: ['cai state mv account-upgrade/data-view/old account-upgrade/data-view/new --env prod'],
    notes:
      'The reviewed way to rename is moved: in YAML, which the next apply follows. This one is for a state that went wrong.',
    exits: { done: 'moved', error: 'error; nothing was moved', ...LOCKED },
  },
  'state rebuild': {
    examples: ['cai state rebuild --env prod', 'cai state rebuild --env prod --add-missing --yes'],
    notes:
      'Adobe is only read. What bears the titles of the YAML is bound; what people attested is asked again by the next plan.',
    exits: {
      done: 'written, or nothing to write, or not confirmed',
      refused: 'there is a state already',
      ...LOCKED,
    },
  },
  'state unlock': {
    examples: ['cai state unlock --env demo', 'cai state unlock --env demo --json'],
    notes:
      'JSON has under removed who held the lock (operation, by, host, pid, since), or null where there was none.',
  },
  ci: {
    examples: ['cai ci plan --pull-request 12 --dry-run', 'cai ci apply --env demo --dry-run'],
    exits: { refused: SENT, ...LOCKED },
  },
  'ci plan': {
    examples: ['cai ci plan --pull-request 12 --dry-run'],
    exits: {
      error: 'error, or errors in the YAML',
      refused: 'the pull request must not be merged, or was pushed to meanwhile',
    },
  },
  'ci apply': {
    examples: ['cai ci apply --env demo --dry-run', 'cai ci apply --env prod --digest DIGEST'],
    exits: { refused: SENT, ...LOCKED },
  },
  'ci resume': { examples: ['cai ci resume --env demo --dry-run'], exits: { refused: SENT, ...LOCKED } },
  'ci drift': {
    examples: ['cai ci drift --dry-run', 'cai ci drift --env prod --full'],
    exits: { done: 'done; drift is in the issue', error: 'error, or something could not be read' },
  },
  'ci handoffs': { examples: ['cai ci handoffs --env demo --dry-run'] },
  'ci comment': {
    examples: ['GITHUB_EVENT_PATH=event.json cai ci comment --dry-run'],
    exits: { refused: SENT, ...LOCKED },
  },
};
