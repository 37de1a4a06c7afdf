import { type Backend, type LoadedEnvironment, UsageError } from '../../model/index.ts';
import {
  renderHistory,
  renderHistoryJson,
  renderState,
  renderStateJson,
  renderStateResource,
  renderUnlock,
  renderUnlockJson,
} from '../../render/index.ts';
import type { CommonOptions } from '../common-options.ts';
import { composeBackend } from '../compose.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { chooseOpened, openFiles } from '../open-repository.ts';
import { styleOf } from '../style-of.ts';

/** `cai state list`. */
export async function runList(io: CommandIo, options: CommonOptions): Promise<number> {
  const state = await (await backendOf(io, options)).read();
  const style = styleOf(io, io.stdout);
  io.stdout.write(options.json === true ? `${renderStateJson(state)}\n` : `${renderState(state, style)}\n`);
  return EXIT.done;
}

/** `cai state show ADDRESS`. */
export async function runShow(io: CommandIo, address: string, options: CommonOptions): Promise<number> {
  const state = await (await backendOf(io, options)).read();
  const resource = Object.hasOwn(state.resources, address) ? state.resources[address] : undefined;
  if (resource === undefined) {
    throw new UsageError({
      message: `the state knows nothing at ${address}`,
      hint: 'See what it knows: cai state list',
    });
  }
  const only = { ...state, resources: { [address]: resource } };
  const style = styleOf(io, io.stdout);
  io.stdout.write(
    options.json === true ? `${renderStateJson(only)}\n` : `${renderStateResource(state, address, style)}\n`,
  );
  return EXIT.done;
}

/** How `cai state history` is asked. */
interface HistoryOptions extends CommonOptions {
  readonly limit: string;
}

/** `cai state history`. */
export async function runHistory(io: CommandIo, options: HistoryOptions): Promise<number> {
  const limit = readLimit(options.limit);
  const { environment } = await environmentOf(io, options);
  const entries = await composeBackend(io, environment).history(limit);
  const history = { environment: environment.metadata.name, entries };
  io.stdout.write(
    options.json === true
      ? `${renderHistoryJson(history)}\n`
      : `${renderHistory(history, styleOf(io, io.stdout))}\n`,
  );
  return EXIT.done;
}

const MOST_ENTRIES = 10_000;

function readLimit(text: string): number {
  const limit = Number(text);
  if (/^\d+$/u.test(text) && limit >= 1 && limit <= MOST_ENTRIES) return limit;
  throw new UsageError({
    message: `--limit is ${JSON.stringify(text)}, and must be a number from 1 to ${MOST_ENTRIES}`,
    hint: 'For example: cai state history --limit 50',
  });
}

/** `cai state unlock`: says whose lock it removes. */
export async function runUnlock(io: CommandIo, options: CommonOptions): Promise<number> {
  const { environment } = await environmentOf(io, options);
  const backend = composeBackend(io, environment);
  const removed = await backend.holder();
  await backend.unlock();
  const report = { environment: environment.metadata.name, ...(removed === undefined ? {} : { removed }) };
  io.stdout.write(`${options.json === true ? renderUnlockJson(report) : renderUnlock(report)}\n`);
  return EXIT.done;
}

async function backendOf(io: CommandIo, options: CommonOptions): Promise<Backend> {
  return composeBackend(io, (await environmentOf(io, options)).environment);
}

async function environmentOf(io: CommandIo, options: CommonOptions): Promise<LoadedEnvironment> {
  return chooseOpened(io, await openFiles(io, [options.dir]), options.env);
}
