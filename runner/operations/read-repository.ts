import { type LoadOptions, loadDocuments } from '../load/index.ts';
import {
  type Desired,
  type Diagnostic,
  hasErrors,
  type KindRegistry,
  type LoadedEnvironment,
  type LoadedPipeline,
  type SourceDocument,
  UsageError,
} from '../model/index.ts';
import { expandPipelines, resolve } from '../resolve/index.ts';
import { validateDocuments } from '../validate/index.ts';
import type { InputScope } from './check-inputs.ts';

/** Where the YAML is, and who reads it. */
export interface RepositoryOptions {
  readonly paths: readonly string[];
  readonly load: LoadOptions;
  readonly runnerVersion: string;
}

/** All documents of a repository, judged. */
export interface Repository {
  readonly pipelines: readonly LoadedPipeline[];
  readonly environments: readonly LoadedEnvironment[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What was read of a repository, and what it was read from. */
export interface ReadFiles {
  readonly repository: Repository;
  readonly documents: readonly SourceDocument[];
  /** What could not be read: nobody knows of which environment it is. */
  readonly unread: readonly Diagnostic[];
}

/** Reads and validates all files; every problem of every file in one go. */
export async function readRepository(options: RepositoryOptions): Promise<Repository> {
  return (await readFiles(options)).repository;
}

/** The same with the documents themselves. */
export async function readFiles(options: RepositoryOptions): Promise<ReadFiles> {
  const loaded = await loadDocuments(options.paths, options.load);
  const validated = validateDocuments(loaded.documents, { runnerVersion: options.runnerVersion });
  const judged = validated.diagnostics.filter((one) => !isMisread(one, loaded.diagnostics));
  const repository = { ...validated, diagnostics: [...loaded.diagnostics, ...judged] };
  return { repository, documents: loaded.documents, unread: loaded.diagnostics };
}

/** A number that reading has changed is not what was written: what is said of it as a value would mislead. */
function isMisread({ source }: Diagnostic, loaded: readonly Diagnostic[]): boolean {
  return loaded.some(
    ({ code, source: at }) =>
      code === 'unsafe-integer' &&
      at?.file === source?.file &&
      at?.start.line === source?.start.line &&
      at?.start.column === source?.start.column,
  );
}

/** The environment that is meant: the one named, or the only one there is. */
export function chooseEnvironment(repository: Repository, name: string | undefined): LoadedEnvironment {
  const names = repository.environments.map(({ environment }) => environment.metadata.name).sort();
  const chosen = repository.environments.find(({ environment }) => environment.metadata.name === name);
  if (chosen !== undefined) return chosen;
  const [only] = repository.environments;
  if (name === undefined && only !== undefined && repository.environments.length === 1) return only;
  const known = names.length === 0 ? 'There is none in these files.' : `There are: ${names.join(', ')}.`;
  throw new UsageError({
    message:
      name === undefined ? `Which environment? ${known}` : `There is no environment "${name}". ${known}`,
    hint: hintAt(repository, names),
  });
}

/** A document with errors is left out: the environment that is meant may be in it. */
function hintAt({ diagnostics }: Repository, [first]: readonly string[]): string {
  if (hasErrors(diagnostics)) return 'Documents with errors are left out. See them with: cai validate';
  return first === undefined ? 'Start with: cai init DIRECTORY' : `Say --env ${first}`;
}

/** What one environment wants of a repository. */
export function resolveFor(
  repository: Repository,
  environment: LoadedEnvironment,
  kinds: KindRegistry,
): { readonly desired: Desired; readonly diagnostics: readonly Diagnostic[] } {
  return resolve(repository.pipelines, environment, kinds);
}

/** The inputs of an environment's pipelines, or of some of them. */
export function scopeInputs(
  repository: Repository,
  { environment }: LoadedEnvironment,
  { desired, names = [] }: { readonly desired: Desired; readonly names?: readonly string[] },
): InputScope {
  const pipelines = expandPipelines(repository.pipelines, environment);
  const known = pipelines.map(({ pipeline }) => pipeline.metadata.name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UsageError({
      message: `Environment "${environment.metadata.name}" has no pipeline "${unknown}".`,
      hint: known.length === 0 ? 'It has none at all.' : `There are: ${known.join(', ')}.`,
    });
  }
  const chosen = pipelines.filter(
    ({ pipeline }) => names.length === 0 || names.includes(pipeline.metadata.name),
  );
  return { pipelines: chosen, desired };
}
