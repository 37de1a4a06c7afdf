import { type Desired, parseAddress, type ScorePull } from '../model/index.ts';
import { choosePipelines } from './choose-pipelines.ts';
import type { Session } from './session.ts';

/**
 * Fetches what is missing of the score exports that the state knows, all or those of the named pipelines. Reads the state and takes no
 * lock: batches are data, never a change (design §7).
 *
 * @throws UsageError for a pipeline that neither YAML nor the state has
 */
export async function pullScores(
  session: Session,
  desired: Desired,
  pipelines: readonly string[],
): Promise<ScorePull> {
  const state = await session.backend.read();
  const isAsked = choosePipelines(desired, state, pipelines);
  const resources = Object.fromEntries(
    Object.entries(state.resources).filter(([address]) => isAsked(address)),
  );
  const exports = await session.scores.sync({ ...state, resources }, desired, session.signal);
  const filled = new Set(exports.map(({ address }) => address));
  const known = [...Object.keys(state.resources), ...Object.keys(desired.resources)];
  const asked = known.filter((address) => parseAddress(address)?.kind === 'score-export' && isAsked(address));
  const waiting = [...new Set(asked)].filter((address) => !filled.has(address)).sort();
  return { environment: desired.environment.name, source: session.scores.source, exports, waiting };
}
