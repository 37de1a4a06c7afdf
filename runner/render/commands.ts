import { type Address, type HandoffView, parseObjectAddress } from '../model/index.ts';
import { toPlain } from './plain-text.ts';

/*
 * The commands that outputs tell people to type next. They stand here together so that a change of the command line
 * has one place to follow, and every one is tested to be well formed.
 */

export function planCommand(environment: string, ...flags: readonly string[]): string {
  return command('plan', ['--env', environment, ...flags]);
}

/** A saved plan is applied by naming its file. */
export function applyCommand(
  environment: string,
  options: { readonly file?: string; readonly acknowledge?: string } = {},
): string {
  const file = options.file === undefined ? [] : [options.file];
  const acknowledge = options.acknowledge === undefined ? [] : ['--acknowledge', options.acknowledge];
  return command('apply', [...file, '--env', environment, ...acknowledge]);
}

export function destroyCommand(environment: string): string {
  return command('destroy', ['--env', environment]);
}

export function rebuildStateCommand(environment: string): string {
  return command('state rebuild', ['--env', environment]);
}

/** What goes on once a handoff is done. */
export function goOnCommand({
  environment,
  goesOnWith,
}: Pick<HandoffView, 'environment' | 'goesOnWith'>): string {
  return goesOnWith === 'destroy' ? destroyCommand(environment) : applyCommand(environment);
}

/** What was found in the newest scores. */
export function checkScoresCommand(environment: string): string {
  return command('scores check', ['--env', environment]);
}

export function listHandoffsCommand(environment: string): string {
  return command('handoffs list', ['--env', environment]);
}

export function showHandoffCommand(address: Address, environment: string): string {
  return command('handoffs show', [address, '--env', environment]);
}

/** Without paths: everything of the handoff that is open. */
export function attestCommand(
  handoff: { readonly address: Address; readonly fingerprint: string; readonly environment: string },
  paths: readonly string[] = [],
): string {
  const { address, fingerprint, environment } = handoff;
  return command('handoffs attest', [`${address}@${fingerprint}`, ...paths, '--env', environment]);
}

/** Answers an undo (`not-begun`: there is nothing to undo) or an overdue run (`gone`: the instance was deleted). */
export function answerCommand(
  handoff: { readonly address: Address; readonly fingerprint: string; readonly environment: string },
  answer: 'not-begun' | 'gone',
): string {
  const { address, fingerprint, environment } = handoff;
  return command('handoffs attest', [`${address}@${fingerprint}`, `--${answer}`, '--env', environment]);
}

/** Attests one attribute although the API shows another value, with the reason why both are the same. */
export function equateCommand(
  handoff: { readonly address: Address; readonly fingerprint: string; readonly environment: string },
  path: string,
): string {
  return `${attestCommand(handoff, [path])} --reason "WHY BOTH ARE THE SAME"`;
}

export function declineCommand(address: Address, environment: string): string {
  return `${command('handoffs decline', [address, '--env', environment])} --reason "WHY NOT"`;
}

export function showStateCommand(address: string, environment: string): string {
  return command('state show', [address, '--env', environment]);
}

/** Starts the workflow that applies, for exactly the changes that a digest stands for. */
export function dispatchCommand(environment: string, digest: string): string {
  const inputs = [`environment=${environment}`, `digest=${digest}`];
  return ['gh workflow run apply.yml', ...inputs.map((input) => `-f ${toArgument(input)}`)].join(' ');
}

/** Takes a commit back by another one. */
export function revertCommand(commit: string): string {
  return `git revert ${toArgument(commit)}`;
}

/** The plain address of an object. */
export function addressOf(object: string): string {
  return parseObjectAddress(object).address;
}

function command(verb: string, args: readonly string[]): string {
  return ['cai', verb, ...args.map(toArgument)].join(' ');
}

/** Quotes for a POSIX shell what is not safe as it is. */
export function toArgument(text: string): string {
  if (/^[\w.][\w./:@=~-]*$/u.test(text) || /^--?[a-z][a-z-]*$/u.test(text)) return text;
  return `'${toPlain(text).replaceAll("'", "'\\''")}'`;
}
