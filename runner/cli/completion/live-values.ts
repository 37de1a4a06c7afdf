import type { LoadedEnvironment, State } from '../../model/index.ts';
import { listExplained, type Repository, resolveFor } from '../../operations/index.ts';
import { handoffFingerprint } from '../../plan/index.ts';
import { composeBackend, makeKinds } from '../compose.ts';
import type { CommandIo } from '../io.ts';
import { openExplainer } from '../open-explainer.ts';
import { openFiles } from '../open-repository.ts';
import type { Candidate, LiveValues } from './complete.ts';
import type { TypedWords } from './read-words.ts';

/**
 * Values from the YAML and from state on this machine. Nothing here reaches the network: a state in git would have to be fetched,
 * so its handoffs are not offered.
 */
export function openLiveValues(io: CommandIo, folder: string, options: TypedWords['options']): LiveValues {
  const { dir = folder, env } = options;
  const read = async (): Promise<Repository> => await openFiles(io, [String(dir)]);
  /** The environment that is named; all of them where none is. */
  const chosen = ({ environments }: Repository): readonly LoadedEnvironment[] =>
    environments.filter(({ environment }) => env === undefined || environment.metadata.name === env);
  return {
    environments: async () => {
      const { environments } = await read();
      return environments.map(({ environment: { metadata, spec } }) => ({
        value: metadata.name,
        description: metadata.description === '' ? `sandbox ${spec.sandbox}` : metadata.description,
      }));
    },
    pipelines: async () => {
      const { pipelines } = await read();
      return pipelines.map(({ pipeline: { metadata } }) => ({
        value: metadata.name,
        description: metadata.title,
      }));
    },
    addresses: async () => {
      const repository = await read();
      const kinds = makeKinds();
      const wanted = chosen(repository).flatMap((environment) =>
        Object.values(resolveFor(repository, environment, kinds).desired.resources),
      );
      return wanted.map(({ address, title }) => ({ value: address, description: title }));
    },
    handoffs: async () => {
      const states = await Promise.all(chosen(await read()).map(async (one) => await readState(io, one)));
      return states
        .flatMap((state) => Object.values(state?.handoffs ?? {}))
        .map((handoff) => ({ value: `${handoff.address}@${handoffFingerprint(handoff)}` }));
    },
    topics: async (word) => {
      const topics = listExplained(await openExplainer(io));
      return namesOf(topics, word).map((value) => ({ value }));
    },
  };
}

async function readState(io: CommandIo, { environment }: LoadedEnvironment): Promise<State | undefined> {
  if (environment.spec.state.backend !== 'local') return undefined;
  return await composeBackend(io, environment).read();
}

/** At the beginning, what a path can begin with and no path itself; then whole paths, with and without their document. */
function namesOf(topics: readonly string[], word: string): readonly string[] {
  if (word === '') return topics.filter((topic) => !topic.includes('.'));
  const below: Candidate['value'][] = topics.map((topic) => topic.split('.').slice(1).join('.'));
  return [...new Set([...topics, ...below])].filter((name) => name !== '');
}
