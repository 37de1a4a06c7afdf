import { type Diagnostic, hasErrors, type SourceDocument } from '../model/index.ts';
import {
  chooseEnvironment,
  type ReadFiles,
  type Repository,
  type RepositoryOptions,
  readFiles,
} from './read-repository.ts';

/**
 * Reads a repository as one environment has it: what is wrong in files of others is not said. Refuses a name that no document has; one
 * whose document has errors is there, and those are said.
 */
export async function readRepositoryOf(name: string, options: RepositoryOptions): Promise<Repository> {
  return narrow(await readFiles(options), name);
}

function narrow({ repository, documents, unread }: ReadFiles, name: string): Repository {
  const owners = new Map<string, Set<string | undefined>>();
  for (const document of documents) {
    const names = owners.get(document.file) ?? new Set();
    owners.set(document.file, names.add(environmentOf(document)));
  }
  // What could not be read may hold it: that is said then.
  const isKnown = hasErrors(unread) || [...owners.values()].some((names) => names.has(name));
  if (!isKnown) chooseEnvironment(repository, name);
  const isOthers = (file: string): boolean => {
    const names = owners.get(file);
    return names !== undefined && !names.has(name) && !names.has(undefined);
  };
  const isSaid = (one: Diagnostic): boolean =>
    unread.includes(one) || one.source === undefined || !isOthers(one.source.file);
  return {
    ...repository,
    environments: repository.environments.filter(({ environment }) => environment.metadata.name === name),
    diagnostics: repository.diagnostics.filter(isSaid),
  };
}

/** Undefined for any other document, and for an environment without a name that can be read. */
function environmentOf({ value }: SourceDocument): string | undefined {
  const { kind, metadata } = membersOf(value);
  const { name } = membersOf(metadata);
  return kind === 'Environment' && typeof name === 'string' ? name : undefined;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
