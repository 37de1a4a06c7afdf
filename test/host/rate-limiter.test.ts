import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateLimiter, RateLimiters } from '../../runner/host/index.ts';
import { VirtualClock } from './virtual-clock.ts';

const arbitraryRule = fc.record({
  starts: fc.integer({ min: 1, max: 20 }),
  windowMs: fc.integer({ min: 10, max: 10_000 }),
  burst: fc.integer({ min: 1, max: 20 }),
});

async function takeAll(
  limiter: RateLimiter,
  count: number,
  onTurn: (index: number, at: number) => void,
): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const turn = await limiter.takeTurn();
      onTurn(index, turn.startedAt);
      turn.release();
    }),
  );
}

function countMost(starts: readonly number[], windowMs: number): number {
  return Math.max(...starts.map((from) => starts.filter((at) => at >= from && at < from + windowMs).length));
}

describe('the rate limiter', () => {
  it('never allows more starts than the rule in any window, in the order of asking', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRule, fc.integer({ min: 1, max: 80 }), async (rule, count) => {
        const limiter = new RateLimiter({ clock: new VirtualClock(), limit: { rule } });
        const order: number[] = [];
        const starts: number[] = [];
        await takeAll(limiter, count, (index, at) => {
          order.push(index);
          starts.push(at);
        });
        expect(order).toEqual([...order].sort((a, b) => a - b));
        expect(countMost(starts, rule.windowMs)).toBeLessThanOrEqual(rule.starts);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps to the rule under refusals at random, and comes back to full speed', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryRule,
        fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }),
        async (rule, refused) => {
          const clock = new VirtualClock();
          const limiter = new RateLimiter({ clock, limit: { rule } });
          const starts: number[] = [];
          for (const isRefused of refused) {
            const turn = await limiter.takeTurn();
            starts.push(turn.startedAt);
            if (isRefused) limiter.reportRefusal({ startedAt: turn.startedAt });
            turn.release();
          }
          expect(countMost(starts, rule.windowMs)).toBeLessThanOrEqual(rule.starts);
          clock.advance(rule.windowMs * 10 * 8 * 30);
          const before = clock.now().getTime();
          await takeAll(limiter, rule.starts, () => undefined);
          expect(clock.now().getTime() - before).toBeLessThanOrEqual(rule.windowMs + rule.starts);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('uses the whole allowance: 120 turns at 12 in 6 s take less than a minute', async () => {
    const clock = new VirtualClock();
    const limiter = new RateLimiter({ clock, limit: { rule: { starts: 12, windowMs: 6000 } } });
    const start = clock.now().getTime();
    await takeAll(limiter, 120, () => undefined);
    expect(clock.now().getTime() - start).toBeLessThanOrEqual(60_000);
  });

  it('halves once for refusals that were under way together, and waits for Retry-After', async () => {
    const clock = new VirtualClock();
    const limiter = new RateLimiter({ clock, limit: { rule: { starts: 8, windowMs: 8000, burst: 8 } } });
    const turns = await Promise.all([limiter.takeTurn(), limiter.takeTurn(), limiter.takeTurn()]);
    clock.advance(100);
    for (const turn of turns) {
      limiter.reportRefusal({ startedAt: turn.startedAt, retryAfterMs: 20_000 });
      turn.release();
    }
    const starts: number[] = [];
    await takeAll(limiter, 5, (_, at) => starts.push(at - (turns[0]?.startedAt ?? 0)));
    expect(starts[0]).toBe(20_100);
    expect(starts.map((at) => at - 20_100)).toEqual([0, 2000, 4000, 6000, 8000]);
  });

  it('takes a step of its recovery back where that is refused, and does not halve again', async () => {
    const clock = new VirtualClock();
    const rule = { starts: 8, windowMs: 8000, recoverEveryMs: 60_000 };
    const limiter = new RateLimiter({ clock, limit: { rule } });
    const refuseNext = async (): Promise<void> => {
      const turn = await limiter.takeTurn();
      limiter.reportRefusal({ startedAt: turn.startedAt });
      turn.release();
    };
    await refuseNext();
    clock.advance(61_000);
    await refuseNext();
    const starts: number[] = [];
    await takeAll(limiter, 3, (_, at) => starts.push(at));
    // Halved to 4 in 8 s, tried 5, back at 4: one every two seconds.
    expect(starts.map((at) => at - (starts[0] ?? 0))).toEqual([0, 2000, 4000]);
  });

  it('with another client that eats half of the limit, 100 requests meet at most two refusals', async () => {
    const clock = new VirtualClock();
    const limiter = new RateLimiter({
      clock,
      limit: { rule: { starts: 12, windowMs: 6250 }, concurrency: 4 },
    });
    const served: number[] = [];
    let refusals = 0;
    let otherAt = clock.now().getTime();
    for (let done = 0; done < 100; ) {
      const turn = await limiter.takeTurn();
      for (; otherAt <= turn.startedAt; otherAt += 1000) served.push(otherAt);
      const isRefused =
        served.filter((at) => at > turn.startedAt - 6000 && at <= turn.startedAt).length >= 12;
      if (isRefused) {
        refusals += 1;
        limiter.reportRefusal({ startedAt: turn.startedAt });
      } else {
        served.push(turn.startedAt);
        done += 1;
      }
      turn.release();
    }
    expect(refusals).toBeLessThanOrEqual(2);
  });

  it('starts at most a sixth of the allowance at once, however long it waited: so many are refused together when another client ate the rest', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 10 }), async (gaps) => {
        const clock = new VirtualClock();
        const limiter = new RateLimiter({ clock, limit: { rule: { starts: 12, windowMs: 6000 } } });
        const starts: number[] = [];
        for (const gap of gaps) {
          clock.advance(gap);
          await takeAll(limiter, 8, (_, at) => starts.push(at));
        }
        for (const at of starts) expect(starts.filter((other) => other === at).length).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('caps what is under way', async () => {
    const limiter = new RateLimiter({ clock: new VirtualClock(), limit: { concurrency: 3 } });
    let underWay = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 50 }, async () => {
        const turn = await limiter.takeTurn();
        underWay += 1;
        most = Math.max(most, underWay);
        await Promise.resolve();
        underWay -= 1;
        turn.release();
        turn.release();
      }),
    );
    expect(most).toBe(3);
  });

  it('drops those that are aborted while waiting, and serves the others', async () => {
    const limiter = new RateLimiter({ clock: new VirtualClock(), limit: { concurrency: 1 } });
    const first = await limiter.takeTurn();
    const abort = new AbortController();
    const dropped = limiter.takeTurn(abort.signal);
    const next = limiter.takeTurn();
    abort.abort(new Error('stop'));
    await expect(dropped).rejects.toThrow('stop');
    first.release();
    (await next).release();
    await expect(limiter.takeTurn(AbortSignal.abort(new Error('late')))).rejects.toThrow('late');
  });

  it('is shared by all who use one host with one account', () => {
    const limiters = new RateLimiters(new VirtualClock());
    const one = limiters.get({ api: 'cja', origin: 'https://a', account: 'x' }, {});
    expect(limiters.get({ api: 'cja', origin: 'https://a', account: 'x' }, {})).toBe(one);
    expect(limiters.get({ api: 'cja', origin: 'https://a', account: 'y' }, {})).not.toBe(one);
    expect(limiters.get({ api: 'ims', origin: 'https://a', account: 'x' }, {})).not.toBe(one);
    expect(limiters.get({ api: 'cja', origin: 'https://b', account: 'x' }, {})).not.toBe(one);
  });
});
