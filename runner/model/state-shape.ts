import { type Address, type ObjectAddress, parseAddress, parseObjectAddress } from './address.ts';
import type { Attestation, Equivalence, Handoff } from './handoff.ts';
import type { JsonValue } from './json.ts';
import type { AcceptedLine, AcceptedManifest, Manifest, ManifestLine } from './manifest.ts';
import type { ExpectationResult, ScoreCheck } from './score-check.ts';
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
} from './shape.ts';
import type { BoundObject, Intent, ObjectStatus, ResourceState } from './state.ts';
import type { Values } from './values.ts';

/** What came out of JSON text is a JSON value; its depth was looked at before. */
export const jsonShape: Shape<JsonValue> = shapeOf('a value', (value) => value !== undefined);

export const valuesShape: Shape<Values> = recordOf(jsonShape);

export const addressShape: Shape<Address> = shapeOf(
  'an address such as pipeline/kind/name',
  (value) => typeof value === 'string' && parseAddress(value) !== undefined,
);

/** An address, or one object of it: `address~fp`. */
export const objectAddressShape: Shape<ObjectAddress> = shapeOf(
  'an address such as pipeline/kind/name~fingerprint',
  (value) => typeof value === 'string' && parseAddress(parseObjectAddress(value).address) !== undefined,
);

/** The name of a commit of git, in full. */
export const commitShape: Shape<string> = shapeOf(
  'the name of a commit',
  (value) => typeof value === 'string' && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/u.test(value),
);

const idsShape = recordOf(textShape);

export const objectStatusShape: Shape<ObjectStatus> = oneOf('pending', 'current', 'retired', 'abandoned');

const attestationShape: Shape<Attestation> = objectOf<Attestation>({
  value: jsonShape,
  by: textShape,
  asserted: flagShape,
  at: timeShape,
});

const equivalenceShape: Shape<Equivalence> = objectOf<Equivalence>({
  desired: jsonShape,
  observed: jsonShape,
  reason: textShape,
  by: textShape,
  asserted: flagShape,
  at: timeShape,
});

const boundObjectShape: Shape<BoundObject> = objectOf<BoundObject>({
  fp: textShape,
  status: objectStatusShape,
  ids: idsShape,
  applied: valuesShape,
  attestations: recordOf(attestationShape),
  equivalences: recordOf(equivalenceShape),
  titles: listOf(textShape),
  baseline: listOf(textShape),
  dependsOn: listOf(addressShape),
  seenModifiedAt: optional(textShape),
  boundAt: optional(timeShape),
});

const resourceShape: Shape<ResourceState> = objectOf<ResourceState>({
  kind: textShape,
  title: textShape,
  objects: listOf(boundObjectShape),
  past: recordOf(countShape),
  allowDelete: flagShape,
});

const lineMembers = {
  address: objectAddressShape,
  action: oneOf('create', 'update', 'replace', 'delete', 'adopt', 'hold'),
  before: textShape,
  after: textShape,
};

const versionsShape = objectOf<Manifest['versions']>({ format: countShape, normaliser: countShape });

export const manifestShape: Shape<Manifest> = objectOf<Manifest>({
  versions: versionsShape,
  lines: listOf(objectOf<ManifestLine>(lineMembers)),
  digest: textShape,
});

const acceptedManifestShape: Shape<AcceptedManifest> = objectOf<AcceptedManifest>({
  id: textShape,
  digest: textShape,
  versions: versionsShape,
  acceptedBy: textShape,
  acceptedIn: optional(textShape),
  isDestroy: optional(flagShape),
  acceptedAt: timeShape,
  lines: listOf(
    objectOf<AcceptedLine>({
      ...lineMembers,
      status: oneOf('open', 'done', 'superseded', 'refused', 'withdrawn'),
      reason: optional(textShape),
    }),
  ),
});

export const purposeShape: Shape<Handoff['purpose']> = oneOf(
  'create',
  'update',
  'replace',
  'adopt',
  'delete',
  'undo',
  'overdue',
);

/** The members of a handoff; a journal holds some of them alone. */
export const handoffMembers = {
  address: addressShape,
  fp: textShape,
  purpose: purposeShape,
  phase: oneOf('rename', 'main'),
  asked: valuesShape,
  manifest: optional(textShape),
  title: textShape,
  baseline: listOf(textShape),
  openedAt: timeShape,
  askedAt: optional(timeShape),
  restoreTitle: optional(textShape),
};

export const intentShape: Shape<Intent> = objectOf<Intent>({
  id: textShape,
  manifest: textShape,
  line: objectAddressShape,
  address: addressShape,
  fp: textShape,
  operation: oneOf('create', 'update', 'delete'),
  payload: valuesShape,
  title: textShape,
  target: optional(textShape),
  dependsOn: optional(listOf(addressShape)),
  since: timeShape,
});

export const scoreCheckShape: Shape<ScoreCheck> = objectOf<ScoreCheck>({
  datasetId: textShape,
  batchId: textShape,
  completedAt: timeShape,
  rows: countShape,
  checkedAt: timeShape,
  engine: oneOf('duckdb', 'query-service'),
  results: listOf(
    objectOf<ExpectationResult>({
      name: textShape,
      description: optional(textShape),
      severity: oneOf('error', 'warn'),
      outcome: oneOf('passed', 'failed', 'not-checked'),
      expected: textShape,
      found: textShape,
      rule: textShape,
    }),
  ),
});

/** What a state must look like before anything is done with it; a snapshot has one member more. */
export const stateMembers = {
  formatVersion: oneOf(1),
  environment: textShape,
  lineage: textShape,
  serial: countShape,
  resources: recordOf(resourceShape, addressShape),
  manifests: listOf(acceptedManifestShape),
  handoffs: recordOf(objectOf<Handoff>(handoffMembers), objectAddressShape),
  intents: listOf(intentShape),
  appliedCommit: optional(commitShape),
  scoreChecks: optional(recordOf(listOf(scoreCheckShape), addressShape)),
};
