import type { Diagnostic, SourcePosition, SourceRange } from './diagnostic.ts';
import { DIAGNOSTIC_CODES, type DiagnosticCode } from './diagnostic-code.ts';
import type {
  AttributeDiff,
  Change,
  EquivalenceSummary,
  HandoffSummary,
  PartialPlan,
  Plan,
  Readiness,
  ResourceSummary,
  RetiredSummary,
} from './plan.ts';
import {
  countShape,
  flagShape,
  listOf,
  objectOf,
  oneOf,
  optional,
  recordOf,
  type Shape,
  shapeOf,
  textShape,
  timeShape,
  variantsOf,
} from './shape.ts';
import { addressShape, jsonShape, manifestShape, objectAddressShape, purposeShape } from './state-shape.ts';

const modeShape = oneOf('managed', 'guided', 'observed');

const readinessShape: Shape<Readiness> = variantsOf<'status', Readiness>('status', {
  ready: objectOf<Extract<Readiness, { status: 'ready' }>>({ status: oneOf('ready') }),
  awaiting: objectOf<Extract<Readiness, { status: 'awaiting' }>>({
    status: oneOf('awaiting'),
    reason: textShape,
  }),
  blocked: objectOf<Extract<Readiness, { status: 'blocked' }>>({
    status: oneOf('blocked'),
    reason: textShape,
    by: oneOf('change', 'handoff', 'check', 'gate', 'rule', 'unreadable'),
  }),
});

const diffShape: Shape<AttributeDiff> = objectOf<AttributeDiff>({
  path: textShape,
  before: optional(jsonShape),
  after: optional(jsonShape),
  knowledge: oneOf('observed', 'attested', 'unknown'),
});

const changeShape: Shape<Change> = objectOf<Change>({
  address: objectAddressShape,
  kind: textShape,
  mode: modeShape,
  title: textShape,
  action: oneOf('create', 'update', 'replace', 'delete', 'adopt', 'hold', 'no-op'),
  before: textShape,
  after: textShape,
  readiness: readinessShape,
  diff: listOf(diffShape),
  destructive: flagShape,
  manifest: optional(textShape),
  drift: flagShape,
  changedBy: optional(textShape),
  changedAt: optional(textShape),
  requests: countShape,
  note: optional(textShape),
});

const resourceSummaryShape: Shape<ResourceSummary> = objectOf<ResourceSummary>({
  address: addressShape,
  kind: textShape,
  mode: modeShape,
  title: textShape,
  status: oneOf('verified', 'verified+attested', 'attested', 'not-visible-yet', 'awaiting'),
  watched: flagShape,
  note: optional(textShape),
});

const handoffSummaryShape: Shape<HandoffSummary> = objectOf<HandoffSummary>({
  address: addressShape,
  object: objectAddressShape,
  purpose: purposeShape,
  title: textShape,
  fingerprint: textShape,
  openAttributes: countShape,
  waitsFor: optional(textShape),
});

const equivalenceSummaryShape: Shape<EquivalenceSummary> = objectOf<EquivalenceSummary>({
  address: addressShape,
  path: textShape,
  reason: textShape,
  by: textShape,
});

const retiredShape: Shape<RetiredSummary> = objectOf<RetiredSummary>({
  object: objectAddressShape,
  title: textShape,
  deletable: flagShape,
});

const positionShape = objectOf<SourcePosition>({ line: countShape, column: countShape });

const diagnosticShape: Shape<Diagnostic> = objectOf<Diagnostic>({
  severity: oneOf('error', 'warning'),
  code: shapeOf<DiagnosticCode>(
    'a code of a diagnostic',
    (value) => typeof value === 'string' && Object.hasOwn(DIAGNOSTIC_CODES, value),
  ),
  summary: textShape,
  detail: textShape,
  expected: optional(textShape),
  suggestion: optional(textShape),
  address: optional(textShape),
  source: optional(objectOf<SourceRange>({ file: textShape, start: positionShape, end: positionShape })),
  frame: optional(textShape),
});

/** What a saved plan must look like before it is shown or applied. */
export const planShape: Shape<Plan> = objectOf<Plan>({
  formatVersion: oneOf(1),
  environment: textShape,
  sandbox: textShape,
  endpoint: textShape,
  observedAt: timeShape,
  stateLineage: textShape,
  stateSerial: countShape,
  changes: listOf(changeShape),
  manifest: manifestShape,
  resources: listOf(resourceSummaryShape),
  handoffs: listOf(handoffSummaryShape),
  equivalences: listOf(equivalenceSummaryShape),
  retired: listOf(retiredShape),
  diagnostics: listOf(diagnosticShape),
  partial: optional(objectOf<PartialPlan>({ targets: listOf(textShape), leftOut: countShape })),
  brake: optional(textShape),
  requests: objectOf<Plan['requests']>({
    plan: recordOf(countShape),
    apply: countShape,
    applyMinutes: countShape,
  }),
});
