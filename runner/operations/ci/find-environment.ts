import type { Desired, Handoff, State } from '../../model/index.ts';
import { formatObjectAddress } from '../../model/index.ts';
import { handoffFingerprint } from '../../plan/index.ts';
import type { Session } from '../session.ts';

/** An environment whose handoffs a comment may answer. */
export interface AnsweringEnvironment {
  readonly name: string;
  /** What is remembered of it, without asking Adobe. */
  readonly readState: () => Promise<State>;
  /** Opens a session, works, and closes it. */
  readonly withSession: <T>(work: (session: Session, desired: Desired) => Promise<T>) => Promise<T>;
}

/** An answered handoff. */
export interface NamedHandoff {
  readonly address: string;
  readonly fingerprint?: string;
}

/** An environment with its open handoffs at the address that is answered. */
export interface FoundEnvironment {
  readonly environment: AnsweringEnvironment;
  readonly state: State;
  readonly handoffs: readonly Handoff[];
}

/**
 * Environments that have an open handoff at the address: the one with the fingerprint where there is one, else all. A single
 * environment is meant whatever is open there.
 */
export async function findEnvironments(
  environments: readonly AnsweringEnvironment[],
  { address, fingerprint }: NamedHandoff,
): Promise<readonly FoundEnvironment[]> {
  const all: FoundEnvironment[] = [];
  for (const environment of environments) {
    const state = await environment.readState();
    all.push({ environment, state, handoffs: handoffsAt(state, address) });
  }
  if (all.length === 1) return all;
  const exact = all.filter(({ handoffs }) =>
    handoffs.some((handoff) => handoffFingerprint(handoff) === fingerprint),
  );
  return exact.length > 0 ? exact : all.filter(({ handoffs }) => handoffs.length > 0);
}

function handoffsAt(state: State, address: string): readonly Handoff[] {
  return Object.values(state.handoffs).filter(
    (handoff) => handoff.address === address || formatObjectAddress(handoff.address, handoff.fp) === address,
  );
}
