import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ContractReport,
  DEMO_CLIENT_ID,
  DEMO_CLIENT_SECRET,
  DEMO_ORG_ID,
  type EmulatorOptions,
  type RequestRecord,
  startEmulator,
} from '../../runner/emulator/index.ts';
import { type ContractUse, closeStrictly, STRICT } from '../contracts/strict.ts';

export const START = Date.UTC(2026, 10, 2, 9, 0, 0);
export const DAY_SECONDS = 86_400;
export const SCHEMA_FULL = 'application/vnd.adobe.xed-full+json; version=1';

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface TestCall {
  readonly method?: string;
  readonly body?: unknown;
  /** A body that is sent as it is, without a media type of its own. */
  readonly text?: string;
  readonly headers?: Record<string, string>;
}

export interface TestEmulator {
  readonly url: string;
  readonly directory: string;
  readonly controlToken: string;
  readonly requests: RequestRecord[];
  getContractReport(): ContractReport | undefined;
  /** A call of Adobe's APIs with all headers that they want. */
  call<T = Record<string, unknown>>(path: string, options?: TestCall): Promise<Answer<T>>;
  /** A call without any headers but the given ones. */
  callBare<T = Record<string, unknown>>(path: string, options?: TestCall): Promise<Answer<T>>;
  control<T = Record<string, unknown>>(path: string, options?: TestCall): Promise<Answer<T>>;
  readBytes(url: string, headers?: Record<string, string>): Promise<Answer<ArrayBuffer>>;
  advance(seconds: number): Promise<void>;
  close(): Promise<void>;
  /** Stops without removing the world, and starts again on it. */
  restart(): Promise<TestEmulator>;
}

/**
 * Starts an emulator on a fresh directory, at a fixed time, without a rate limit unless one is given. Where Adobe's OpenAPI
 * files are found it is strict, and closing it fails when a contract was broken.
 */
export async function startTestEmulator(
  options: EmulatorOptions = {},
  use: ContractUse = { allowsRefused: true },
): Promise<TestEmulator> {
  const directory = options.world ?? mkdtempSync(join(tmpdir(), 'cai-emulator-'));
  const settings = {
    port: 0,
    rateLimit: 'off' as const,
    now: () => START,
    ...STRICT,
    ...options,
    world: directory,
  };
  const emulator = await startEmulator(settings);
  const token = await readToken(emulator.url);
  const adobe = {
    authorization: `Bearer ${token}`,
    'x-api-key': DEMO_CLIENT_ID,
    'x-gw-ims-org-id': DEMO_ORG_ID,
    'x-sandbox-name': 'prod',
    accept: 'application/json',
  };
  const callBare = <T>(path: string, call: TestCall = {}): Promise<Answer<T>> =>
    send(emulator.url + path, call);
  const withHeaders = (headers: Record<string, string>, call: TestCall = {}): TestCall => ({
    ...call,
    headers: { ...headers, ...call.headers },
  });
  const control = <T>(path: string, call?: TestCall): Promise<Answer<T>> =>
    callBare(path, withHeaders({ authorization: `Bearer ${emulator.controlToken}` }, call));
  return {
    url: emulator.url,
    directory,
    controlToken: emulator.controlToken,
    requests: emulator.requests,
    getContractReport: emulator.getContractReport,
    callBare,
    call: (path, call) => callBare(path, withHeaders(adobe, call)),
    control,
    async readBytes(url, headers = {}) {
      const response = await fetch(url, { headers: { ...adobe, ...headers } });
      return { status: response.status, headers: response.headers, body: await response.arrayBuffer() };
    },
    async advance(seconds) {
      await control('/control/clock', { method: 'POST', body: { advanceSeconds: seconds } });
    },
    async close() {
      await closeStrictly(emulator, use);
      rmSync(directory, { recursive: true, force: true });
    },
    async restart() {
      await closeStrictly(emulator, use);
      return startTestEmulator({ ...options, world: directory }, use);
    },
  };
}

async function readToken(url: string): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: DEMO_CLIENT_ID,
    client_secret: DEMO_CLIENT_SECRET,
    scope: 'openid,session,AdobeID,read_organizations,additional_info.projectedProductContext',
  });
  const response = await fetch(`${url}/ims/token/v3`, { method: 'POST', body: form });
  const body = (await response.json()) as { access_token: string };
  return body.access_token;
}

async function send<T>(
  url: string,
  { method = 'GET', body, text: given, headers = {} }: TestCall,
): Promise<Answer<T>> {
  const hasBody = body !== undefined;
  const response = await fetch(url, {
    method,
    headers: { ...(hasBody ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(hasBody ? { body: JSON.stringify(body) } : {}),
    ...(given === undefined ? {} : { body: given }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

/** The instance of the worked example. */
export const UPGRADE_INSTANCE = {
  name: 'Likelihood to upgrade account',
  description: 'Who will take the larger plan',
  propensityType: 'conversion',
  datasets: [{ name: 'Luma Web Events', identityNamespace: 'ECID', identityField: 'identityMap' }],
  goal: {
    occurs: 'will',
    match: 'all',
    events: [{ field: 'commerce.order.purchaseID', operator: 'exists' }],
    outcomeWindowDays: 30,
  },
  eligiblePopulation: {
    match: 'any',
    lookbackDays: 60,
    events: [{ field: 'web.webPageDetails.name', operator: 'exists' }],
  },
  schedule: { frequency: 'weekly' },
  outputs: { profile: true, cja: true },
  by: 'Ada Admin <ada@luma.example>',
};

/** Id of the only dataset with this name. */
export async function findDatasetId(emulator: TestEmulator, name: string): Promise<string> {
  const { body } = await emulator.call(`/data/foundation/catalog/dataSets?name=${encodeURIComponent(name)}`);
  const id = Object.keys(body)[0];
  if (id === undefined) throw new Error(`no dataset ${name}`);
  return id;
}

/** A connection over the web events, made as an operator would. */
export async function makeConnection(emulator: TestEmulator, name = 'Scores'): Promise<string> {
  const body = {
    name,
    dataSets: [
      {
        name: 'Luma Web Events',
        identityMap: true,
        identityNamespace: 'ECID',
        dataSourceType: { id: 'webData' },
      },
    ],
    by: 'Ada Admin <ada@luma.example>',
  };
  const answer = await emulator.control<{ id: string }>('/control/connections', { method: 'POST', body });
  return answer.body.id;
}
