import type {
  AttributeSpec,
  GuidedStep,
  KindRegistry,
  KindSpec,
  StepsRequest,
} from '../../../runner/model/index.ts';

type Row = readonly [path: string, visibility: AttributeSpec['visibility'], immutable?: boolean];

function attributes(rows: readonly Row[]): readonly AttributeSpec[] {
  return rows.map(([path, visibility, immutable]) => ({
    path,
    visibility,
    ...(immutable === true ? { immutable: true } : {}),
    screen: 'Toy',
    label: path,
    ...(visibility === 'hidden' ? {} : { readBack: path }),
  }));
}

/** The steps of any toy kind: one for each open attribute, and the single acts. */
function steps(request: StepsRequest): readonly GuidedStep[] {
  const { purpose, phase, retiredTitle, restoreTitle, titles, holders, open, nameOf } = request;
  const base = { screen: 'Toy', label: 'Title', paths: [] };
  if (phase === 'rename') return [{ ...base, act: 'rename', value: retiredTitle, paths: ['step:renamed'] }];
  if (purpose === 'delete' || purpose === 'undo') {
    const removed = holders.map((holder): GuidedStep => ({ ...base, act: 'remove', value: holder }));
    const restored: readonly GuidedStep[] =
      restoreTitle === undefined ? [] : [{ ...base, act: 'rename', value: restoreTitle }];
    return [...removed, { ...base, act: 'delete', value: titles.at(-1) ?? '' }, ...restored];
  }
  return open.map(({ path, desired, live }): GuidedStep => {
    const member = /\[([^\]]*~[^\]]*)\]/.exec(path)?.[1];
    const value =
      typeof desired === 'string' && desired.includes('~') ? nameOf(desired) : JSON.stringify(desired);
    return {
      screen: member === undefined ? 'Toy' : nameOf(member),
      act: desired === undefined ? 'remove' : live === undefined ? 'set' : 'set',
      label: path,
      ...(desired === undefined ? {} : { value }),
      paths: [path],
    };
  });
}

type Given = Pick<KindSpec, 'kind' | 'mode' | 'attributes'> & Partial<KindSpec>;

function kind(given: Given): KindSpec {
  return {
    label: given.kind,
    observedAfter: [],
    undeclared: 'differs',
    deletion: 'own',
    watched: true,
    requires: [],
    declare: () => [],
    normalize: (_path, value) => value,
    steps,
    requestsPerWrite: 2,
    ...given,
  };
}

const SPECS: readonly KindSpec[] = [
  kind({
    kind: 'input',
    mode: 'observed',
    idSpace: 'dataset',
    attributes: attributes([['type', 'visible']]),
  }),
  kind({
    kind: 'instance',
    mode: 'guided',
    attributes: attributes([
      ['title', 'afterRun'],
      ['goal', 'hidden', true],
      ['data', 'hidden', true],
      ['schedule', 'hidden'],
    ]),
  }),
  kind({
    kind: 'dataset',
    mode: 'observed',
    madeBy: 'instance',
    idSpace: 'dataset',
    attributes: attributes([['instance', 'visible', true]]),
  }),
  kind({
    kind: 'connection',
    mode: 'guided',
    idSpace: 'connection',
    attributes: attributes([
      ['title', 'visible'],
      ['sandbox', 'visible', true],
      ['primaryIdType', 'visible', true],
      ['datasets[].streaming', 'visible'],
      ['stitching', 'hidden'],
    ]),
  }),
  kind({
    kind: 'view',
    mode: 'managed',
    idSpace: 'view',
    observedAfter: ['connection'],
    attributes: attributes([
      ['title', 'visible'],
      ['timezone', 'visible'],
      ['connection', 'visible', true],
    ]),
  }),
  kind({
    kind: 'parts',
    mode: 'guided',
    observedAfter: ['view'],
    undeclared: 'last-applied',
    deletion: 'with-parent',
    attributes: attributes([
      ['view', 'visible', true],
      ['parts[].source', 'visible'],
    ]),
  }),
  kind({
    kind: 'access',
    mode: 'guided',
    observedAfter: ['view'],
    deletion: 'with-parent',
    watched: false,
    requires: [{ kind: 'connection', condition: 'backfill' }],
    attributes: attributes([
      ['view', 'hidden', true],
      ['profiles', 'hidden'],
    ]),
  }),
  kind({
    kind: 'export',
    mode: 'managed',
    attributes: attributes([
      ['dataset', 'visible'],
      ['keep', 'visible'],
    ]),
  }),
];

/** Kinds like the real ones, as far as the planner can tell. */
export const TOY_KINDS: KindRegistry = new Map(SPECS.map((spec) => [spec.kind, spec]));
