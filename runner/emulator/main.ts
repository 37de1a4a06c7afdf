import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type EmulatorOptions, EmulatorStartError, type RateLimit } from './options.ts';
import { startEmulator } from './start-emulator.ts';
import { renderUsage } from './usage.ts';

/** Reads the flags of the emulator's own entry point. */
function readFlags(given: string[]): { options: EmulatorOptions; json: boolean; help: boolean } {
  const { args, strict } = readStrict(given);
  const { values } = parseArgs({
    args,
    allowPositionals: false,
    options: {
      port: { type: 'string' },
      world: { type: 'string' },
      seed: { type: 'string' },
      host: { type: 'string' },
      'allow-remote': { type: 'boolean' },
      'control-token': { type: 'string' },
      'run-duration': { type: 'string' },
      'backfill-duration': { type: 'string' },
      'rate-limit': { type: 'string' },
      latency: { type: 'string' },
      respell: { type: 'string' },
      faults: { type: 'string' },
      'faults-seed': { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const entries = {
    port: readCount('port', values.port, 65_535),
    world: values.world,
    seed: readCount('seed', values.seed),
    host: values.host,
    allowRemote: values['allow-remote'],
    controlToken: values['control-token'],
    runDurationSeconds: readCount('run-duration', values['run-duration']),
    backfillDurationSeconds: readCount('backfill-duration', values['backfill-duration']),
    rateLimit: readRateLimit(values['rate-limit']),
    latencyMs: readCount('latency', values.latency),
    respell: readCount('respell', values.respell),
    strict,
    faults: values.faults,
    faultsSeed: readCount('faults-seed', values['faults-seed']),
  };
  const options = Object.entries(entries).filter(([, value]) => value !== undefined);
  return { options: Object.fromEntries(options), json: values.json === true, help: values.help === true };
}

/** `--strict [DIR]`: without a folder, `CAI_CONTRACTS` names it. */
function readStrict(args: readonly string[]): { args: string[]; strict: string | undefined } {
  const at = args.findIndex((arg) => arg === '--strict' || arg.startsWith('--strict='));
  if (at < 0) return { args: [...args], strict: undefined };
  const next = args[at + 1];
  const isApart = args[at] === '--strict' && next !== undefined && !next.startsWith('-');
  const written = isApart ? next : (args[at] ?? '').slice('--strict='.length);
  const strict = written === '' ? process.env.CAI_CONTRACTS : written;
  if (!strict) {
    throw new EmulatorStartError(
      "--strict needs the folder of Adobe's OpenAPI files: --strict DIR, or set CAI_CONTRACTS",
    );
  }
  return { args: args.filter((_, index) => index !== at && !(isApart && index === at + 1)), strict };
}

function readCount(
  name: string,
  text: string | undefined,
  max = Number.MAX_SAFE_INTEGER,
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > max) {
    throw new EmulatorStartError(
      `--${name} must be a whole number${max <= 65_535 ? ` up to ${max}` : ''}, not "${text}"`,
    );
  }
  return value;
}

function readRateLimit(text: string | undefined): RateLimit | 'off' | undefined {
  if (text === undefined || text === 'off') return text;
  const match = /^([1-9]\d*)\/(\d+(?:\.\d+)?)$/.exec(text);
  if (!match) throw new EmulatorStartError(`--rate-limit must be REQUESTS/SECONDS or off, not "${text}"`);
  return { requests: Number(match[1]), seconds: Number(match[2]) };
}

/** Whether it works in an emulator that runs: nothing is started then. */
function isClient(command: string | undefined): boolean {
  return command === 'perform' || command === 'score';
}

/** Starts the emulator, says where it is, and stays until it is told to stop; or works in one that runs. */
async function runEmulator(): Promise<void> {
  const [program = '', first, ...rest] = process.argv.slice(1);
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(renderUsage());
    return;
  }
  if (first === 'perform') {
    const { runPerform } = await import('./operator/perform-command.ts');
    const lines = await runPerform(rest, join(dirname(program), 'cai.js'));
    process.stdout.write(`${lines.join('\n')}\n`);
    return;
  }
  if (first === 'score') {
    const { runScore } = await import('./operator/score-command.ts');
    process.stdout.write(`${(await runScore(rest)).join('\n')}\n`);
    return;
  }
  const { options, json, help } = readFlags(process.argv.slice(2));
  if (help) {
    process.stdout.write(renderUsage());
    return;
  }
  const emulator = await startEmulator(options);
  const { url, controlToken, world, seed } = emulator;
  const text = json
    ? JSON.stringify({ url, controlToken, world, seed })
    : [
        `Emulator of Adobe's APIs at ${url}`,
        `  world          ${world} (seed ${seed})`,
        ...(options.allowRemote === true ? [] : [`  console        ${url}/console`]),
        `  control token  ${controlToken}`,
        '  stop it with Ctrl-C; the world stays',
      ].join('\n');
  process.stdout.write(`${text}\n`);
  const stop = (): void => {
    emulator.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

runEmulator().catch((error: unknown) => {
  const isExpected =
    isClient(process.argv[2]) || error instanceof EmulatorStartError || isArgumentError(error);
  const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
  process.stderr.write(`emulator: ${isExpected ? reason : `could not start: ${reason}`}\n`);
  process.exitCode = 1;
});
