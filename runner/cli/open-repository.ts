import {
  type Desired,
  type Diagnostic,
  hasErrors,
  type KindRegistry,
  type LoadedEnvironment,
  RunnerError,
} from '../model/index.ts';
import {
  chooseEnvironment,
  type Repository,
  type RepositoryOptions,
  readRepository,
  readRepositoryOf,
  resolveFor,
} from '../operations/index.ts';
import { renderDiagnostics } from '../render/index.ts';
import type { CommonOptions } from './common-options.ts';
import { makeKinds } from './compose.ts';
import type { CommandIo } from './io.ts';
import { styleOf } from './style-of.ts';

/** A repository whose YAML is sound, and what one of its environments wants. */
export interface OpenedRepository {
  readonly repository: Repository;
  readonly environment: LoadedEnvironment;
  readonly desired: Desired;
  /** Warnings: errors end the command before this. */
  readonly diagnostics: readonly Diagnostic[];
  readonly kinds: KindRegistry;
}

/** Reads all YAML. */
export async function openFiles(io: CommandIo, paths: readonly string[]): Promise<Repository> {
  return await readRepository(describeFiles(io, paths));
}

/** Reads all YAML; of environments, and of what is wrong in their documents, only one. */
export async function openFilesOf(
  io: CommandIo,
  paths: readonly string[],
  environment: string,
): Promise<Repository> {
  return await readRepositoryOf(environment, describeFiles(io, paths));
}

function describeFiles(io: CommandIo, paths: readonly string[]): RepositoryOptions {
  return { paths, load: { baseDirectory: io.cwd }, runnerVersion: io.version };
}

/** Reads the YAML, stops at any error in it, and resolves one environment. Warnings go to stderr once. */
export async function openRepository(io: CommandIo, options: CommonOptions): Promise<OpenedRepository> {
  return resolveOpened(io, await openFiles(io, [options.dir]), options.env);
}

/** Stops at any error in YAML that was read, and resolves one environment. */
export function resolveOpened(
  io: CommandIo,
  repository: Repository,
  name: string | undefined,
): OpenedRepository {
  const kinds = makeKinds();
  refuseErrors(io, repository.diagnostics);
  const environment = chooseEnvironment(repository, name);
  const { desired, diagnostics } = resolveFor(repository, environment, kinds);
  refuseErrors(io, diagnostics);
  return {
    repository,
    environment,
    desired,
    diagnostics: [...repository.diagnostics, ...diagnostics],
    kinds,
  };
}

/**
 * The environment that is meant, for commands that go on where other documents have errors. A document with errors is left out: where
 * none is found the errors are said, since the one that is meant may be in there.
 */
export function chooseOpened(
  io: CommandIo,
  repository: Repository,
  name: string | undefined,
): LoadedEnvironment {
  try {
    return chooseEnvironment(repository, name);
  } catch (error) {
    refuseErrors(io, repository.diagnostics);
    throw error;
  }
}

function refuseErrors(io: CommandIo, diagnostics: readonly Diagnostic[]): void {
  if (!hasErrors(diagnostics)) return;
  io.stderr.write(`${renderDiagnostics(diagnostics, styleOf(io, io.stderr))}\n`);
  throw new RunnerError({
    code: 'invalid-yaml',
    message: 'the YAML has errors; nothing was read or changed in Adobe',
    hint: 'Mend what is listed above, then run the command again.',
  });
}
