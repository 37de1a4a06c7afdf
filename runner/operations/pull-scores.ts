import { type Address, type Desired, parseAddress, type ScorePull, UsageError } from '../model/index.ts';
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
  const known = [...Object.keys(state.resources), ...Object.keys(desired.resources)];
  const names = [...new Set(known.map(pipelineOf))].sort();
  for (const pipeline of pipelines.filter((name) => !names.includes(name)))
    throw reportUnknown(pipeline, names);
  const isAsked = (address: Address): boolean =>
    pipelines.length === 0 || pipelines.includes(pipelineOf(address));
  const resources = Object.fromEntries(
    Object.entries(state.resources).filter(([address]) => isAsked(address)),
  );
  const exports = await session.scores.sync({ ...state, resources }, desired, session.signal);
  const filled = new Set(exports.map(({ address }) => address));
  const asked = known.filter((address) => parseAddress(address)?.kind === 'score-export' && isAsked(address));
  const waiting = [...new Set(asked)].filter((address) => !filled.has(address)).sort();
  return { environment: desired.environment.name, source: session.scores.source, exports, waiting };
}

function pipelineOf(address: Address): string {
  return parseAddress(address)?.pipeline ?? address;
}

function reportUnknown(pipeline: string, names: readonly string[]): UsageError {
  return new UsageError({
    message: `there is no pipeline ${JSON.stringify(pipeline)} in this environment`,
    hint: names.length === 0 ? 'It has none yet.' : `It has: ${names.join(', ')}`,
  });
}
