import type { LiveSchema } from '../../model/index.ts';
import {
  getSchema,
  joinVerdicts,
  type LiveInput,
  NOTHING,
  type PreflightRule,
  type Situation,
  type Verdict,
} from './situation.ts';

const IDENTITY_MAP = 'identityMap';

/** Each input has the identity that the YAML declares; with the one namespace that validation demands, all join (facts §2.4). */
export const checkIdentities: PreflightRule = (situation) =>
  joinVerdicts(situation.learntFrom.map((live) => checkIdentity(situation, live)));

function checkIdentity(situation: Situation, live: LiveInput): Verdict {
  const schema = getSchema(live);
  if ('failure' in schema) return NOTHING;
  const { input } = live;
  const { field, namespace } = input.identity;
  if (field === IDENTITY_MAP) return checkMap(situation, live, schema);
  if ('failure' in schema.identities) {
    const hint = 'Check that the credential may view schemas and identity namespaces.';
    const check = `the identity of inputs.${input.name}`;
    return { ...NOTHING, unchecked: [{ check, reason: schema.identities.failure, hint, cause: 'reading' }] };
  }
  const identities = schema.identities.value;
  const known = identities
    .map((identity) => `${identity.path} in ${identity.namespace ?? 'no namespace'}`)
    .join(', ');
  const has = known === '' ? 'marks no field as an identity' : `marks ${known}`;
  const ofField = identities.filter(({ path }) => path === field);
  if (ofField.length === 0) {
    const suggestion = identities.find((identity) => isSame(identity.namespace, namespace))?.path;
    return refuse(situation, live, {
      attribute: 'field',
      text: `The schema of ${JSON.stringify(input.dataset)} ${has}, but not "${field}".`,
      todo: 'Have the identity set in the schema, or name the field that has it.',
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
  if (!ofField.some((identity) => isSame(identity.namespace, namespace))) {
    return refuse(situation, live, {
      attribute: 'namespace',
      text: `The schema of ${JSON.stringify(input.dataset)} ${has}, not "${namespace}".`,
      todo: 'Use a field of the shared namespace, or leave this input out of customerAi.inputs.',
    });
  }
  return {
    ...NOTHING,
    passed: [{ check: `the identity of inputs.${input.name}`, found: `${field} in ${namespace}` }],
  };
}

function checkMap(situation: Situation, live: LiveInput, { fields }: LiveSchema): Verdict {
  const { input } = live;
  if (!fields.some(({ path }) => path === IDENTITY_MAP)) {
    return refuse(situation, live, {
      attribute: 'field',
      text: `The schema of ${JSON.stringify(input.dataset)} has no identity map.`,
      todo: 'Add the field group IdentityMap to the schema, or name the field that holds the identity.',
    });
  }
  const { namespace } = input.identity;
  const check = `whether the identity map of inputs.${input.name} holds ${namespace}`;
  const read = situation.figures?.completeness[input.name];
  if (read === undefined || 'failure' in read) {
    const reason =
      'the namespaces of an identity map stand in the rows, not in the schema (Adobe: XDM identityMap)';
    const hint = `In Query Service: SELECT COUNT(*), COUNT(identityMap['${namespace}']) FROM the table of the dataset.`;
    const passed = [
      { check: `the identity of inputs.${input.name}`, found: 'the schema has an identity map' },
    ];
    return { ...NOTHING, passed, unchecked: [{ check, reason, hint, cause: 'engine' }] };
  }
  const { rows, identified } = read.value;
  if (rows > 0 && identified === 0) {
    return refuse(situation, live, {
      attribute: 'namespace',
      text: `In none of the ${rows} rows of the last year of ${JSON.stringify(input.dataset)} has the identity map an id of "${namespace}".`,
      todo: 'Use the namespace that the rows have, or leave this input out of customerAi.inputs.',
    });
  }
  return { ...NOTHING, passed: [{ check, found: `in ${identified} of ${rows} rows` }] };
}

interface Refusal {
  readonly attribute: 'field' | 'namespace';
  readonly text: string;
  readonly todo: string;
  readonly suggestion?: string;
}

function refuse(
  { loaded }: Situation,
  { address, path }: LiveInput,
  { attribute, text, todo, ...more }: Refusal,
): Verdict {
  const detail = `${text} Customer AI joins all datasets of an instance by one namespace, and each must have an identity in it (Adobe: Customer AI data requirements). ${todo}`;
  const at = { document: loaded.source, address, path: [...path, 'identity', attribute] };
  return {
    ...NOTHING,
    findings: [
      { ...at, ...more, code: 'input-identity-unfit', summary: 'Input lacks the declared identity', detail },
    ],
  };
}

/** Codes of namespaces are compared without regard to case: Adobe's own pages write `email` and `EMAIL`. */
function isSame(one: string | undefined, other: string): boolean {
  return one?.trim().toLowerCase() === other.trim().toLowerCase();
}
