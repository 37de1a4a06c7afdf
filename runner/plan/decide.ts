import { type DecidedWrite, isOpen, type Readiness, type Transition } from '../model/index.ts';
import { carryOut } from './carry-out.ts';
import { stepOf } from './line-facts.ts';
import { settle } from './settle.ts';
import { analyse } from './situation.ts';
import type { World } from './world.ts';

/** What follows from a world: transitions to record first, then writes; and why the other lines wait. */
export interface Decision {
  readonly transitions: readonly Transition[];
  readonly writes: readonly DecidedWrite[];
  readonly waiting: readonly {
    readonly manifest: string;
    readonly line: string;
    readonly readiness: Readiness;
  }[];
}

const EARLIER_LINE: Readiness = { status: 'blocked', reason: 'an earlier line does the same', by: 'change' };

/** Asks `nextStep` for every open line but the held ones, in the order of acceptance. Pure. */
export function decide(world: World, held: ReadonlySet<string> = new Set()): Decision {
  const analysis = analyse(world);
  const transitions: Transition[] = [];
  const writes: DecidedWrite[] = [];
  const waiting: { manifest: string; line: string; readiness: Readiness }[] = [];
  const claimed = new Set<string>();
  for (const manifest of world.state.manifests) {
    for (const line of manifest.lines.filter(isOpen)) {
      if (held.has(line.address)) continue;
      const step = stepOf(analysis, manifest.id, line);
      if (step.do !== 'close' && claimed.has(line.address)) {
        waiting.push({ manifest: manifest.id, line: line.address, readiness: EARLIER_LINE });
        continue;
      }
      if (step.do !== 'close') claimed.add(line.address);
      const outcome = carryOut(analysis, manifest.id, line, step);
      transitions.push(...outcome.transitions);
      writes.push(...outcome.writes);
      if (step.do === 'wait')
        waiting.push({ manifest: manifest.id, line: line.address, readiness: step.readiness });
    }
  }
  if (transitions.length === 0) transitions.push(...settle(analysis));
  return { transitions, writes: transitions.length > 0 ? [] : writes, waiting };
}
