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
}

/** The pipeline that is named, else the one that has what it stands on, else the only one that has room. */
export function chooseHome(request: HomeRequest): LoadedPipeline {
  const { pipelines, importing, parent, named } = request;
  const hasRoom = ({ pipeline }: LoadedPipeline): boolean =>
    importing.isList || pipeline.spec[importing.attribute] === undefined;
  if (named !== undefined) {
    const found = findNamed(request, named);
    if (!hasRoom(found)) throw refuseTaken(request, named);
    return found;
  }
  const owner = parent?.split('/')[0];
  const home =
    pipelines.find(({ pipeline }) => pipeline.metadata.name === owner) ??
    (pipelines.filter(hasRoom).length === 1 ? pipelines.find(hasRoom) : undefined);
  if (home !== undefined) return home;
  const free = pipelines.filter(hasRoom).map(({ pipeline }) => pipeline.metadata.name);
  throw new UsageError({
    message:
      free.length === 0
        ? `No pipeline of environment "${request.environment.metadata.name}" has room: each has its ${importing.attribute} already.`
        : `Into which pipeline? There are: ${free.join(', ')}.`,
    hint:
      free.length === 0
        ? 'Write another pipeline with its inputs and its instance first, or print the YAML: --stdout --pipeline NAME'
        : `Say --pipeline ${free[0]}`,
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
    hint: 'Choose another one: --pipeline NAME',
  });
}
