import {
  type Address,
  type Desired,
  type Diagnostic,
  type InputFigures,
  type InputQuestion,
  kindOf,
  type LoadedPipeline,
  type Observed,
  type PassedCheck,
  parseAddress,
  parseSourceReference,
  type SqlEngine,
  sourceAddress,
  type UncheckedInput,
} from '../model/index.ts';
import { countExamples, measureInputs } from '../scores/index.ts';
import { judgeInputs, type LiveScores } from '../validate/index.ts';
import { observeWorld } from './observe-world.ts';
import type { Session } from './session.ts';

/** Which inputs are looked at. */
export interface InputScope {
  /** Variables replaced, sorted by name. */
  readonly pipelines: readonly LoadedPipeline[];
  readonly desired: Desired;
  /** Answers queries over the rows of inputs; without it, what takes one is not checked. */
  readonly engine?: SqlEngine;
}

/** What the live inputs of some pipelines are found to be. */
export interface CheckedInputs {
  readonly pipelines: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly unchecked: readonly UncheckedInput[];
  readonly passed: readonly PassedCheck[];
}

/** Reads score datasets, then checks the inputs. Writes nothing, locks nothing. */
export async function checkInputs(session: Session, scope: InputScope): Promise<CheckedInputs> {
  const state = await session.backend.read();
  const engine = session.scores.openRemoteEngine();
  try {
    return await session.reads.share(async () => {
      const only = { upTo: ['score-dataset'], settles: false };
      const { observed } = await observeWorld(session, scope.desired, state, only);
      const asked = { ...scope, ...(engine === undefined ? {} : { engine }) };
      return await checkObservedInputs(session, asked, observed);
    });
  } finally {
    await engine?.close();
  }
}

/** Checks the inputs beside an observation; equal reads of both are sent once where the caller shares them. */
export async function checkObservedInputs(
  session: Session,
  scope: InputScope,
  observed: Observed,
): Promise<CheckedInputs> {
  const { pipelines } = scope;
  const [inputs, scores] = await Promise.all([
    session.inputs.readInputs(listQuestions(scope), session.signal),
    readScores(session, pipelines, observed),
  ]);
  const judged = [];
  for (const loaded of pipelines) {
    const figures: InputFigures | undefined =
      scope.engine &&
      (await measureInputs(scope.engine, { pipeline: loaded.pipeline, inputs, signal: session.signal }));
    judged.push(judgeInputs({ loaded, inputs, scores, ...(figures === undefined ? {} : { figures }) }));
  }
  return {
    pipelines: pipelines.map(({ pipeline }) => pipeline.metadata.name),
    diagnostics: judged.flatMap(({ diagnostics }) => diagnostics),
    unchecked: judged.flatMap(({ unchecked }) => unchecked),
    passed: judged.flatMap(({ passed }) => passed),
  };
}

/** How many people are eligible in a pipeline, by a query over its inputs; or why nobody knows. */
export async function countPopulation(
  session: Session,
  { pipelines, desired }: InputScope,
  pipeline: string,
): Promise<{ readonly people: number } | { readonly unknown: string }> {
  const engine = session.scores.openRemoteEngine();
  if (engine === undefined)
    return {
      unknown: 'how many people are eligible can only be counted by Query Service: spec.scores.engine',
    };
  try {
    const loaded = pipelines.find((one) => one.pipeline.metadata.name === pipeline);
    if (loaded === undefined) return { unknown: 'the pipeline is not in this environment' };
    const inputs = await session.inputs.readInputs(
      listQuestions({ pipelines: [loaded], desired }),
      session.signal,
    );
    const request = { pipeline: loaded.pipeline, inputs, signal: session.signal };
    const examples = await countExamples(engine, request);
    if ('failure' in examples) return { unknown: examples.failure };
    return { people: examples.value.qualifying + examples.value.nonQualifying };
  } finally {
    await engine.close();
  }
}

/** The titles of an observation of these pipelines, so that both ask the same. */
function listQuestions({ pipelines, desired }: InputScope): readonly InputQuestion[] {
  const names = new Set(pipelines.map(({ pipeline }) => pipeline.metadata.name));
  const learntFrom = new Set(
    pipelines.flatMap(({ pipeline: { spec } }) =>
      spec.inputs.filter(({ name }) => spec.customerAi.inputs.includes(name)).map(({ dataset }) => dataset),
    ),
  );
  return Object.values(desired.resources)
    .filter(
      ({ address, kind }) => kind === 'input-dataset' && names.has(parseAddress(address)?.pipeline ?? ''),
    )
    .map(({ title }) => ({ title, isLearntFrom: learntFrom.has(title) }));
}

/** The schemas of the score datasets that components name and that are there. */
async function readScores(
  session: Session,
  pipelines: readonly LoadedPipeline[],
  observed: Observed,
): Promise<ReadonlyMap<Address, LiveScores>> {
  const named = [...new Set(pipelines.flatMap(listScoreAddresses))];
  const read = await Promise.all(
    named.map(async (address): Promise<readonly (readonly [Address, LiveScores])[]> => {
      const ids = getIds(observed, address);
      if (ids?.schemaId === undefined) return [];
      const schema = await session.inputs.readSchema(ids.schemaId, session.signal);
      return [[address, { schema, ...(ids.prefix === undefined ? {} : { prefix: ids.prefix }) }]];
    }),
  );
  return new Map(read.flat());
}

function listScoreAddresses({ pipeline }: LoadedPipeline): readonly Address[] {
  return pipeline.spec.dataViews.flatMap(({ components }) =>
    components.flatMap(({ from, attribute }) => {
      if (from === undefined || attribute === undefined) return [];
      const { type } = parseSourceReference(from);
      const address = sourceAddress(pipeline, from);
      return (type === 'scores' || type === 'address') && kindOf(address) === 'score-dataset'
        ? [address]
        : [];
    }),
  );
}

/** The ids of the object that is bound, else of the only one that may be it. */
function getIds(observed: Observed, address: Address): Readonly<Record<string, string>> | undefined {
  const found = observed.byAddress[address];
  const bound = Object.values(found?.bound ?? {}).filter((reading) => reading.status === 'present');
  const objects = bound.length > 0 ? bound.map(({ object }) => object) : (found?.candidates ?? []);
  return objects.length === 1 ? objects[0]?.ids : undefined;
}
