import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { cjaRoutes } from './cja/routes.ts';
import { consoleRoutes } from './console/routes.ts';
import type { Context } from './context.ts';
import type { ContractReport } from './contract/contract-check.ts';
import type { StrictMode } from './contract/strict-mode.ts';
import { controlRoutes } from './control/routes.ts';
import { advanceWorld } from './customer-ai/advance-world.ts';
import { LoadWriter } from './customer-ai/load-writer.ts';
import { failLoadingBatches } from './customer-ai/write-load-batch.ts';
import { FaultInjector } from './faults/fault-injector.ts';
import { FaultSyntaxError } from './faults/parse-faults.ts';
import { createRateLimiter } from './http/rate-limit.ts';
import { handleRequest, type RequestRecord } from './http/request-handler.ts';
import { createRouter, type RouteTable } from './http/router.ts';
import { type EmulatorOptions, EmulatorStartError, type ResolvedOptions, resolveOptions } from './options.ts';
import { imsRoutes } from './platform/ims-token.ts';
import { platformRoutes, registryRoutes } from './platform/routes.ts';
import { createRespelling } from './respell/respelling.ts';
import { createDemoWorld } from './world/demo-world.ts';
import { openWorldStore, readWorld, writeAtomically } from './world/world-store.ts';

/** A started emulator. */
export interface RunningEmulator {
  readonly url: string;
  readonly controlToken: string;
  /** Directory of the world. */
  readonly world: string;
  readonly seed: number;
  /** The last requests (at least 50,000), for tests that count them; only in-process callers can see it. */
  readonly requests: RequestRecord[];
  /** What the strict mode found so far; undefined when it is off. */
  getContractReport(): ContractReport | undefined;
  /** Stops listening, writes what is pending. */
  close(): Promise<void>;
}

/** How often due runs are looked for when nobody asks for anything. */
const TICK_MS = 1000;

/** An emulator may run for days: older records are dropped. */
const MAX_RECORDS = 100_000;

const ROUTES: readonly RouteTable[] = [
  imsRoutes,
  platformRoutes,
  registryRoutes,
  cjaRoutes,
  controlRoutes,
  consoleRoutes,
];

/** Starts an emulator on its world; the world is made when there is none. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const resolved = resolveOptions(options, () => randomBytes(18).toString('base64url'));
  await assertWorldIsFree(resolved.world);
  const strict = await openStrictMode(resolved);
  const faults = openFaults(resolved);
  const context = openContext(resolved, { strict, faults });
  const requests: RequestRecord[] = [];
  const parts = {
    context,
    router: createRouter(ROUTES),
    faults,
    isWithinRate: createRateLimiter(resolved.rateLimit, resolved.now),
    advance: advanceWorld,
    strict,
    record(record: RequestRecord) {
      if (requests.length >= MAX_RECORDS) requests.splice(0, MAX_RECORDS / 2);
      requests.push(record);
    },
  };
  const server = createServer((incoming, response) => {
    handleRequest(parts, incoming, response).catch(() => response.destroy());
  });
  const url = await listen(server, resolved);
  const timer = setInterval(() => tick(context), TICK_MS);
  timer.unref();
  const handle = { url, controlToken: resolved.controlToken, pid: process.pid };
  writeAtomically(join(resolved.world, 'emulator.json'), `${JSON.stringify(handle)}\n`, 0o600);
  return {
    url,
    controlToken: resolved.controlToken,
    world: resolved.world,
    seed: context.world.seed,
    requests,
    getContractReport: () => strict?.getReport(),
    async close() {
      clearInterval(timer);
      await closeServer(server);
      await context.loads.close();
      context.store.flush();
      rmSync(join(resolved.world, 'emulator.json'), { force: true });
    },
  };
}

/** What goes wrong here goes wrong again, and visibly, at the next request. */
function tick(context: Context): void {
  try {
    advanceWorld(context);
  } catch {
    // see above
  }
}

/** Two emulators would overwrite each other's world. The handle of one that was killed answers nothing. */
async function assertWorldIsFree(directory: string): Promise<void> {
  const url = readHandleUrl(directory);
  if (url === undefined) return;
  const answer = await fetch(`${url}/control/clock`, { signal: AbortSignal.timeout(1000) }).catch(
    () => undefined,
  );
  await answer?.body?.cancel();
  if (answer?.status === 401) {
    throw new EmulatorStartError(`an emulator of the world in ${directory} is already running at ${url}`);
  }
}

function readHandleUrl(directory: string): string | undefined {
  try {
    const handle: { url?: unknown } = JSON.parse(readFileSync(join(directory, 'emulator.json'), 'utf8'));
    return typeof handle.url === 'string' ? handle.url : undefined;
  } catch {
    return undefined;
  }
}

/** Loads the checker only when it is asked for: it brings a validator and a parser of its own. */
async function openStrictMode(options: ResolvedOptions): Promise<StrictMode | undefined> {
  const { strict } = options;
  if (strict === undefined) return undefined;
  const { createStrictMode, openContracts } = await import('./contract/strict-mode.ts');
  const contracts = typeof strict === 'string' ? openContracts(strict) : strict;
  if (!contracts) {
    throw new EmulatorStartError(
      `no OpenAPI files of Adobe's in ${strict}: say --strict DIR, or get them with npm run contracts:fetch`,
    );
  }
  return createStrictMode(contracts, {
    isRespelling: options.respell !== undefined,
    say: options.onViolation,
  });
}

function openContext(
  options: ResolvedOptions,
  { strict, faults }: { readonly strict: StrictMode | undefined; readonly faults: FaultInjector },
): Context {
  const found = readWorld(options.world);
  const world = found ?? createDemoWorld(options.seed, options.now());
  const store = openWorldStore(options.world, world);
  if (!found) store.save();
  const context: Context = {
    options,
    world,
    store,
    respelling: createRespelling(options.respell),
    faults,
    loads: new LoadWriter(),
    getNow: () => options.now() + world.clockOffsetMs,
    ...(strict ? { getContractReport: () => strict.getReport() } : {}),
  };
  failLoadingBatches(context);
  return context;
}

function openFaults({ faults, faultsSeed }: ResolvedOptions): FaultInjector {
  const injector = new FaultInjector(
    ROUTES.flatMap(({ api, routes }) => routes.map(({ method, path }) => ({ api, method, path }))),
  );
  if (faults === '') return injector;
  try {
    injector.set({ faults, seed: faultsSeed });
  } catch (error) {
    if (error instanceof FaultSyntaxError) throw new EmulatorStartError(`--faults: ${error.message}`);
    throw error;
  }
  return injector;
}

function listen(server: Server, { host, port }: ResolvedOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE' ? `port ${port} is in use, choose another with --port` : error.message;
      reject(new EmulatorStartError(`cannot listen on ${host}: ${reason}`));
    });
    server.listen(port, host, () => {
      const address = server.address();
      const actual = typeof address === 'object' && address ? address.port : port;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${actual}`);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
