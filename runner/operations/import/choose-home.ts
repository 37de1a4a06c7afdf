import {
  type Address,
  type ImportSpec,
  type LoadedEnvironment,
  type LoadedPipeline,
  UsageError,
} from '../../model/index.ts';
import { suggest } from '../../validate/index.ts';

/** What decides which pipeline something is written into. */
export interface HomeRequest {
  /** Those of the environment. */
  readonly pipelines: readonly LoadedPipeline[];
  readonly environment: LoadedEnvironment['environment'];
  readonly importing: ImportSpec;
  /** What it stands on. */
  readonly parent: Address | undefined;
  /** The one that was asked for. */
  readonly named: string | undefined;
  /** It is only printed, which needs no room. */
  readonly isPrinted: boolean;
}

/**
 * The pipeline that is named, else the one that has what it stands on, else the only one that has room. Undefined where none has and it
 * is only printed: for a pipeline that is still to be written.
 */
export function chooseHome(request: HomeRequest): LoadedPipeline | undefined {
  const { pipelines, importing, parent, named, isPrinted } = request;
  const hasRoom = ({ pipeline }: LoadedPipeline): boolean =>
    importing.isList || pipeline.spec[importing.attribute] === undefined;
  if (named !== undefined) {
    const found = findNamed(request, named);
    if (!isPrinted && !hasRoom(found)) throw refuseTaken(request, named);
    return found;
  }
  const owner = parent?.split('/')[0];
  const home =
    pipelines.find(({ pipeline }) => pipeline.metadata.name === owner) ??
    (pipelines.filter(hasRoom).length === 1 ? pipelines.find(hasRoom) : undefined);
  if (home !== undefined) return home;
  const free = pipelines.filter(hasRoom).map(({ pipeline }) => pipeline.metadata.name);
  if (free.length > 0)
    throw new UsageError({
      message: `Into which pipeline? There are: ${free.join(', ')}.`,
      hint: `Say --pipeline ${free[0]}`,
    });
  if (isPrinted) return undefined;
  throw refuseFull(request);
}

function refuseFull({ environment, importing }: HomeRequest): UsageError {
  return new UsageError({
    message: `No pipeline of environment "${environment.metadata.name}" has room: each has its ${importing.attribute} already.`,
    hint: 'Make a new pipeline file for it with inputs and customerAi, and run this again. Or print the YAML with --stdout.',
  });
}

function findNamed({ pipelines, environment }: HomeRequest, named: string): LoadedPipeline {
  const found = pipelines.find(({ pipeline }) => pipeline.metadata.name === named);
  if (found !== undefined) return found;
  const names = pipelines.map(({ pipeline }) => pipeline.metadata.name);
  const meant = suggest(named, names);
  throw new UsageError({
    message: `Environment "${environment.metadata.name}" has no pipeline "${named}".`,
    hint: meant === undefined ? `There are: ${names.join(', ')}.` : `Did you mean ${meant}?`,
  });
}

function refuseTaken({ importing }: HomeRequest, named: string): UsageError {
  return new UsageError({
    message: `Pipeline "${named}" has its ${importing.attribute} already, and a pipeline has one.`,
    hint: 'Choose another pipeline, or print the YAML with --stdout.',
  });
}
