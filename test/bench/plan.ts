import { rm } from 'node:fs/promises';
import { type Figure, judge, median } from './figures.ts';
import type { Measured } from './run-measured.ts';
import { prepareViews, ViewsSite } from './views-site.ts';

const FEW = 200;
const MANY = 2000;
const RUNS = 5;
/** Data views of one answer of CJA. */
const PAGE = 100;
const MIB = 1024 ** 2;

interface PlanRuns {
  readonly seconds: number;
  readonly peakBytes: number;
  /** Requests to CJA of the last plan. */
  readonly requests: number;
}

/** A plan without changes of many data views: time, memory and requests. */
export async function benchPlan(say: (text: string) => void): Promise<readonly Figure[]> {
  const prepared = await prepareViews();
  try {
    const few = await planViews(prepared, FEW, say);
    const many = await planViews(prepared, MANY, say);
    // What the smaller plan reads beside its pages of data views counts as needed: the figure shows what grows faster than the pages.
    const others = few.requests - FEW / PAGE;
    return [
      judge(
        {
          name: `cai plan of ${MANY} data views, against ${FEW}`,
          value: many.seconds,
          unit: 's',
          baseline: few.seconds,
        },
        { atMost: 12 },
      ),
      judge(
        {
          name: `peak memory of cai plan of ${MANY} data views`,
          value: Math.ceil(many.peakBytes / MIB),
          unit: 'MiB',
        },
        { atMost: 512 },
      ),
      judge(
        {
          name: `CJA requests of that plan, against its pages (${others} that are no pages of data views)`,
          value: many.requests,
          unit: 'requests',
          baseline: MANY / PAGE + others,
        },
        { atMost: 1.05 },
      ),
    ];
  } finally {
    await rm(prepared, { recursive: true, force: true });
  }
}

async function planViews(prepared: string, views: number, say: (text: string) => void): Promise<PlanRuns> {
  const site = await ViewsSite.open(prepared, { rateLimit: 'off' });
  try {
    await site.declare(views);
    await site.run('apply', '--yes');
    const runs: Measured[] = [];
    let requests = 0;
    for (let run = 1; run <= RUNS; run += 1) {
      const before = site.emulator.requests.length;
      runs.push(await site.run('plan', '--detailed-exitcode'));
      requests = site.cjaRequests(before).length;
      say(`plan of ${views} data views: ${runs.at(-1)?.seconds.toFixed(2)} s, ${requests} requests to CJA`);
    }
    return {
      seconds: median(runs.map(({ seconds }) => seconds)),
      peakBytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)),
      requests,
    };
  } finally {
    await site.close();
  }
}
