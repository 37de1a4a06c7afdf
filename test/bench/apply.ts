import { rm } from 'node:fs/promises';
import type { RequestRecord } from '../../runner/emulator/index.ts';
import { type Figure, judge } from './figures.ts';
import { prepareViews, ViewsSite } from './views-site.ts';

const CREATES = 1000;
const UPDATES = 200;
/** As Adobe counts: in windows of 6 s. */
const WINDOW_SECONDS = 6;
const PER_SECOND = 200;
const LATENCY_MS = 20;
const WARM_UP_MS = 5000;
const PAGE = 100;

/** An apply of many creates: how much of the allowed rate it uses, and how many requests it takes. */
export async function benchApply(say: (text: string) => void): Promise<readonly Figure[]> {
  const prepared = await prepareViews();
  try {
    return [...(await measureRate(prepared, say)), await measureRequests(prepared, say)];
  } finally {
    await rm(prepared, { recursive: true, force: true });
  }
}

/** Twice the creates of the goal, so that some are left after the warm-up. */
async function measureRate(prepared: string, say: (text: string) => void): Promise<readonly Figure[]> {
  const site = await ViewsSite.open(
    prepared,
    { rateLimit: { requests: PER_SECOND * WINDOW_SECONDS, seconds: WINDOW_SECONDS }, latencyMs: LATENCY_MS },
    `{ requests: ${PER_SECOND * WINDOW_SECONDS}, windowSeconds: ${WINDOW_SECONDS}, gatewaySeconds: 1, staleReadSeconds: 1 }`,
  );
  try {
    await site.declare(2 * CREATES);
    const before = site.emulator.requests.length;
    const { seconds } = await site.run('apply', '--yes');
    const sent = site.cjaRequests(before);
    const creates = sent.filter(isCreate);
    const began = creates[0]?.at ?? Number.NaN;
    const ended = creates.at(-1)?.at ?? Number.NaN;
    const steady = sent.filter(({ at }) => at >= began + WARM_UP_MS && at <= ended);
    const rate = steady.length / ((ended - began - WARM_UP_MS) / 1000);
    const refused = sent.filter(({ status }) => status === 429).length / sent.length;
    say(`apply of ${creates.length} creates: ${seconds.toFixed(1)} s, ${sent.length} requests to CJA`);
    return [
      judge(
        {
          name: `requests a second of an apply of ${2 * CREATES} creates after ${WARM_UP_MS / 1000} s, at ${LATENCY_MS} ms latency, against the limit`,
          value: rate,
          unit: 'requests/s',
          baseline: PER_SECOND,
        },
        { atLeast: 0.9 },
      ),
      judge({ name: 'of them refused with 429', value: refused * 100, unit: '%' }, { atMost: 2 }),
    ];
  } finally {
    await site.close();
  }
}

/** Creates and updates together. The plan before the first write is not counted: it has a figure of its own. */
async function measureRequests(prepared: string, say: (text: string) => void): Promise<Figure> {
  const site = await ViewsSite.open(prepared, { rateLimit: 'off' });
  try {
    await site.declare(2 * UPDATES);
    await site.run('apply', '--yes');
    await site.declare(2 * UPDATES + CREATES, { updates: UPDATES });
    const before = site.emulator.requests.length;
    await site.run('apply', '--yes');
    const all = site.cjaRequests(before);
    const sent = all.slice(all.findIndex(isWrite));
    const creates = sent.filter(isCreate).length;
    const updates = sent.filter(({ method }) => method === 'PUT').length;
    const views = 2 * UPDATES + CREATES;
    const pages = Math.ceil(views / PAGE);
    say(
      `apply of ${creates} creates and ${updates} updates: ${sent.length} requests from the first write on`,
    );
    return judge(
      {
        name: `requests of an apply of ${CREATES} creates and ${UPDATES} updates, against creates + 2 × updates + pages to read back`,
        value: sent.length,
        unit: 'requests',
        baseline: CREATES + 2 * UPDATES + pages,
      },
      { atMost: 1.1 },
    );
  } finally {
    await site.close();
  }
}

const isWrite = ({ method, path }: RequestRecord): boolean => method !== 'GET' && !path.endsWith('/validate');
const isCreate = ({ method, path }: RequestRecord): boolean =>
  method === 'POST' && path === '/data/dataviews';
