import { insertYaml, loadDocuments, parseDocuments, printSnippet, readSources } from '../../load/index.ts';
import {
  type Address,
  type Desired,
  type Diagnostic,
  type FoundResource,
  formatAddress,
  type ImportingPipeline,
  type ImportSpec,
  InternalError,
  type JsonValue,
  type KindSpec,
  type LoadedPipeline,
  parseAddress,
  type State,
  toFreeName,
} from '../../model/index.ts';
import { expandPipelines, pipelinesOf } from '../../resolve/index.ts';
import { keyOrder, validateDocuments } from '../../validate/index.ts';
import { observeWorld } from '../observe-world.ts';
import { chooseEnvironment, type Repository, type RepositoryOptions } from '../read-repository.ts';
import type { Session } from '../session.ts';
import { chooseHome } from './choose-home.ts';
import {
  type ImportSubject,
  importAbsent,
  importKnown,
  importParentMissing,
  importPlace,
  importVariable,
} from './import-error.ts';
import { noteExpressions, noteNewPipeline, noteOtherEnvironments } from './import-notes.ts';
import { type KnownIds, listKnownIds } from './known-ids.ts';
import { listExpressions } from './list-expressions.ts';

/** What is imported into which repository. */
export interface ImportRequest {
  readonly repository: Repository;
  /** How the repository was read. */
  readonly options: RepositoryOptions;
  /** Name of the environment. */
  readonly environment: string;
  readonly desired: Desired;
  readonly kind: string;
  readonly id: string;
  /** The pipeline to write into, where it was named. */
  readonly pipeline?: string;
  /** It is only printed, so that a pipeline needs no room for it. */
  readonly isPrinted?: boolean;
}

/** A remote resource as YAML, and the file as it would be with it. Nothing was written. */
export interface Imported {
  readonly address: Address;
  readonly id: string;
  readonly title: string;
  readonly environment: string;
  /** As it is shown; absent where no pipeline has room and it is only printed. */
  readonly file?: string;
  readonly attribute: string;
  readonly isList: boolean;
  readonly declaration: Readonly<Record<string, JsonValue>>;
  /** The attribute with the declaration as YAML, to stand under `spec`. */
  readonly snippet: string;
  readonly notes: readonly string[];
  /** How a person calls its kind. */
  readonly label: string;
  /** Attributes whose text YAML would read as a variable. */
  readonly expressions: readonly string[];
  /** The whole file with the declaration, and where it is; absent where it cannot be put there without rewriting. */
  readonly edited?: {
    readonly path: string;
    readonly text: string;
    readonly diagnostics: readonly Diagnostic[];
  };
}

/** Reads a remote resource and writes it as YAML whose plan only adopts it. Writes to no file and to nothing remote. */
export async function importResource(session: Session, request: ImportRequest): Promise<Imported> {
  const spec = session.kinds.get(request.kind);
  const importing = spec?.importing;
  if (spec === undefined || importing === undefined)
    throw new InternalError({ message: `the kind ${request.kind} is not imported` });
  const subject = { spec, id: request.id, environment: request.environment };
  const state = await session.backend.read();
  const found = await session.remotes.get(spec.kind)?.readOne?.(request.id, session.signal);
  if (found === undefined) throw importAbsent(subject);
  const world = await observeWorld(session, request.desired, state, { upTo: [spec.kind], settles: false });
  const known = listKnownIds(world);
  const [own] = known.get(`${spec.idSpace}:${found.object.ids.id}`) ?? [];
  if (own !== undefined) throw importKnown(subject, own);
  const parent = findParent(subject, importing, found, known);
  const home = chooseHomeOf(request, { importing, found, parent });
  return await writeInto(request, { spec, importing, found, known, home, state });
}

function findParent(
  subject: ImportSubject,
  importing: ImportSpec,
  found: FoundResource,
  known: KnownIds,
): Address | undefined {
  const parents = importing.parentsOf(found).map((parent) => {
    const [address] = known.get(`${parent.space}:${parent.id}`) ?? [];
    if (address === undefined) throw importParentMissing(subject, parent);
    return address;
  });
  return parents[0];
}

/** What something is written into; without a source, a pipeline that is not there yet. */
interface Home {
  readonly pipeline: ImportingPipeline;
  readonly source?: LoadedPipeline['source'];
}

interface Placing {
  readonly importing: ImportSpec;
  readonly found: FoundResource;
  readonly parent: Address | undefined;
}

function chooseHomeOf(
  { repository, environment: name, pipeline: named, isPrinted = false }: ImportRequest,
  { importing, found, parent }: Placing,
): Home {
  const { environment } = chooseEnvironment(repository, name);
  const pipelines = pipelinesOf(repository.pipelines, environment);
  const written = chooseHome({ pipelines, environment, importing, parent, named, isPrinted });
  if (written === undefined) return imagineHome(repository, found.object.title);
  const expanded = expandPipelines([written], environment)[0];
  return { pipeline: expanded?.pipeline ?? written.pipeline, source: written.source };
}

/** A pipeline that is still to be written: nothing in the repository is its own, so that all is named with its pipeline. */
function imagineHome({ pipelines }: Repository, title: string): Home {
  const taken = new Set(pipelines.map(({ pipeline }) => pipeline.metadata.name));
  return { pipeline: { metadata: { name: toFreeName(title, taken, 'imported') }, spec: { inputs: [] } } };
}

interface Writing {
  readonly spec: KindSpec;
  readonly importing: ImportSpec;
  readonly found: FoundResource;
  readonly known: KnownIds;
  readonly home: Home;
  readonly state: State;
}

async function writeInto(request: ImportRequest, writing: Writing): Promise<Imported> {
  const { spec, importing, found, known, home } = writing;
  const pipeline = home.pipeline.metadata.name;
  const name = toFreeName(found.object.title, takenNames(request, writing), spec.kind);
  const { declaration, notes } = importing.write(found, {
    pipeline: home.pipeline,
    sandbox: request.desired.environment.sandbox,
    name,
    addressOf: (space, id) => {
      const addresses = known.get(`${space}:${id}`) ?? [];
      return addresses.find((address) => address.startsWith(`${pipeline}/`)) ?? addresses[0];
    },
  });
  const { attribute, isList } = importing;
  const snippet = printSnippet({ [attribute]: isList ? [declaration] : declaration });
  const edited =
    request.isPrinted === true || home.source === undefined
      ? undefined
      : await editFile(request, home.source, { attribute, isList, declaration });
  const expressions = listExpressions(declaration);
  return {
    address: formatAddress(pipeline, spec.kind, name),
    id: found.object.ids.id ?? request.id,
    title: found.object.title,
    environment: request.environment,
    ...(home.source === undefined ? {} : { file: showFile(home.source) }),
    attribute,
    isList,
    declaration,
    snippet: `${snippet.join('\n')}\n`,
    notes: [
      ...notes,
      ...noteExpressions(expressions),
      ...(home.source === undefined ? [noteNewPipeline(attribute)] : []),
      ...noteOtherEnvironments(pipeline, request.environment, request.repository.environments),
    ],
    label: spec.label,
    expressions,
    ...(edited === undefined ? {} : { edited }),
  };
}

function showFile({ file, index }: LoadedPipeline['source']): string {
  return index === 0 ? file : `${file} (document ${index + 1})`;
}

/** Names of the kind in the pipeline that are in YAML, or that state still knows. */
function takenNames({ desired }: ImportRequest, { spec, home, state }: Writing): ReadonlySet<string> {
  const addresses = [...Object.keys(desired.resources), ...Object.keys(state.resources)];
  const parts = addresses.map((address) => parseAddress(address));
  const own = parts.filter((one) => one?.kind === spec.kind && one.pipeline === home.pipeline.metadata.name);
  return new Set(own.map((one) => one?.name ?? ''));
}

type Placed = Pick<Imported, 'attribute' | 'isList' | 'declaration'>;

/** The text with the declaration, judged as a whole: with all other files, as `validate` does. */
async function editFile(
  request: ImportRequest,
  { file, index }: LoadedPipeline['source'],
  { attribute, isList, declaration }: Placed,
): Promise<Imported['edited']> {
  const { options } = request;
  const [source] = (await readSources([file], options.load)).sources;
  if (source?.path === undefined) throw importPlace(file, attribute);
  const text = insertYaml(source.text, {
    index,
    parent: ['spec'],
    attribute,
    isList,
    keys: keyOrder('Pipeline', 'spec') ?? [],
    value: declaration,
  });
  if (text === undefined) return undefined;
  return { path: source.path, text, diagnostics: await judge(options, file, text) };
}

async function judge(
  { paths, load, runnerVersion }: RepositoryOptions,
  file: string,
  text: string,
): Promise<readonly Diagnostic[]> {
  const loaded = await loadDocuments(paths, load);
  const others = loaded.documents.filter((document) => document.file !== file);
  const documents = [...others, ...parseDocuments(file, text).documents];
  return validateDocuments(documents, { runnerVersion }).diagnostics;
}

/** Refuses what cannot be put into its file, and what would not be there what it is in Adobe. */
export function assertEdited(imported: Imported): NonNullable<Imported['edited']> {
  const { edited, file, attribute, expressions } = imported;
  if (expressions.length > 0) throw importVariable(imported, expressions);
  if (edited === undefined) throw importPlace(file ?? '', attribute);
  return edited;
}
