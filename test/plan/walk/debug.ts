import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { problemsOf } from './check.ts';
import { type Command, perform, walks } from './commands.ts';
import { finish } from './finish.ts';
import { build, quiesce } from './quiesce.ts';
import { Session } from './session.ts';

type Walk = { isBuilt: boolean; commands: readonly Command[] };
export async function walk(
  w: Walk,
  trace = false,
): Promise<{ problems: readonly string[]; session: Session; rest?: unknown }> {
  const session = new Session();
  try {
    if (w.isBuilt) await build(session);
    for (const command of w.commands) {
      const start = session.backend.log.length;
      if (trace) console.log('>>', JSON.stringify(command));
      await perform(session, command);
      if (trace)
        for (const t of session.backend.log.slice(start)) console.log('   ', JSON.stringify(t).slice(0, 330));
    }
    const from = session.backend.log.length;
    const first = await quiesce(session);
    const early = problemsOf(session, first);
    const rest = early.length > 0 ? first : await finish(session, first);
    if (trace) {
      console.log('>> quiesce', rest.rounds);
      for (const t of session.backend.log.slice(from, from + 150))
        console.log('   ', JSON.stringify(t).slice(0, 330));
      console.log(
        rest.plan.changes.map((c) => [c.address, c.action, c.readiness]),
        rest.plan.handoffs,
        rest.plan.resources.filter((r) => r.status === 'awaiting'),
      );
    }
    return { problems: problemsOf(session, rest, early.length === 0), session, rest };
  } catch (error) {
    if (trace) for (const t of session.backend.log.slice(-4)) console.log('LAST', JSON.stringify(t));
    return { problems: [`thrown: ${(error as Error).message}\n${(error as Error).stack}`], session };
  }
}
const tallies = new Map<string, number>();
function tally(session: Session, rest: any): void {
  const seen = new Set<string>();
  for (const t of session.backend.log) {
    if (t.type === 'close-line') seen.add(`line ${t.status}: ${generic(t.reason)}`);
    else if (t.type === 'open-handoff') seen.add(`handoff ${t.handoff.purpose} ${t.kind}`);
    else if (t.type === 'forget') seen.add(`forget ${t.address.split('/')[1]} ${t.reason}`);
    else if (t.type === 'end') seen.add(`end ${t.outcome.split(' ')[0]}`);
    else if (t.type === 'set-status') seen.add(`status ${t.status}`);
    else seen.add(t.type);
  }
  for (const f of session.failures) seen.add(`failure ${generic(f)}`);
  if (rest) {
    if (rest.plan.changes.length === 0 && !rest.plan.resources.some((r: any) => r.status === 'awaiting'))
      seen.add('REST empty');
    for (const c of rest.plan.changes)
      if (c.readiness.by === 'rule') seen.add(`REST ${c.action} ${c.kind}: ${generic(c.readiness.reason)}`);
    for (const r of rest.plan.resources)
      if (r.status === 'awaiting') seen.add(`REST awaiting ${generic(r.note ?? '')}`);
    seen.add(`rounds ${rest.rounds}`);
  }
  for (const s of seen) tallies.set(s, (tallies.get(s) ?? 0) + 1);
}
const [mode, a, b] = process.argv.slice(2);
const generic = (t: string) =>
  t
    .split('\n')[0]
    .replace(/~?[0-9a-f]{16}(#\d)?/g, '~F')
    .replace(/\b(dv|dg|ds|ci|in)\d+/g, '$1N')
    .slice(0, 160);
if (mode === 'stat') {
  const seed = Number(b ?? 1);
  const counts = new Map<string, number>();
  let bad = 0;
  const t = Date.now();
  const all = fc.sample(walks, { numRuns: Number(a), seed });
  for (const [i, w] of all.entries()) {
    const { problems, session, rest } = await walk(w);
    tally(session, rest);
    if (problems.length) bad++;
    for (const p of new Set(problems.map(generic))) counts.set(p, (counts.get(p) ?? 0) + 1);
  }
  console.log(`${bad} of ${all.length} bad in ${Date.now() - t} ms`);
  if (process.env['TALLY']) for (const [k, v] of [...tallies].sort((x, y) => y[1] - x[1])) console.log(v, k);
  for (const [k, v] of [...counts].sort((x, y) => y[1] - x[1]).slice(0, 25)) console.log(v, k);
} else if (mode === 'shrink') {
  const pattern = new RegExp(a ?? '.');
  const r = await fc.check(
    fc.asyncProperty(walks, async (w) => {
      const { problems } = await walk(w);
      return !problems.some((p) => pattern.test(p));
    }),
    { seed: Number(b ?? 1), numRuns: 3000 },
  );
  if (!r.failed) {
    console.log('none');
    process.exit(0);
  }
  const w = r.counterexample![0];
  writeFileSync(process.env['OUT'] ?? '/tmp/walk.json', JSON.stringify(w));
  console.log(r.numRuns, r.numShrinks);
  const { problems } = await walk(w, true);
  console.log(problems.join('\n'));
} else {
  const { problems } = await walk(
    JSON.parse((await import('node:fs')).readFileSync(process.env['OUT'] ?? '/tmp/walk.json', 'utf8')),
    true,
  );
  console.log(problems.join('\n'));
}
