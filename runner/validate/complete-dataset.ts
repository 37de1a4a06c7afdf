import {
  type ConnectionDataset,
  type InputDataset,
  type PersonId,
  parseSourceReference,
  type SourceTarget,
  type WrittenConnectionDataset,
} from '../model/index.ts';

/** Defaults of one dataset of a connection; they follow from where it comes from. */
export function completeDataset(
  written: WrittenConnectionDataset,
  inputs: readonly InputDataset[],
  used: readonly string[],
): ConnectionDataset {
  const target = parseSourceReference(written.from);
  const type = written.type ?? (written.lookup === undefined ? getType(target) : 'lookup');
  const input = target.type === 'input' ? inputs.find((each) => each.name === target.name) : undefined;
  const isPersonal = type === 'event' || type === 'profile';
  const personId = written.personId ?? (isPersonal ? getPersonId(target, input, inputs, used) : undefined);
  const { personId: _, stitching, ...rest } = written;
  return {
    ...rest,
    type,
    ...(personId === undefined ? {} : { personId: completePersonId(personId) }),
    ...(stitching === undefined ? {} : { stitching: { ...stitching, method: stitching.method ?? 'field' } }),
    dataSourceType: written.dataSourceType ?? getDataSourceType(target, input),
    importNewData: written.importNewData ?? true,
    backfill: written.backfill ?? 'all',
    transform: written.transform ?? false,
  };
}

function getType(target: SourceTarget): ConnectionDataset['type'] {
  const isProfile =
    (target.type === 'scores' && target.format === 'profile') ||
    (target.type === 'address' && target.address.endsWith('/score-dataset/profile'));
  return isProfile ? 'profile' : 'event';
}

/** The identity of the input itself; for scores that of the first input, since all inputs of an instance share one. */
function getPersonId(
  target: SourceTarget,
  input: InputDataset | undefined,
  inputs: readonly InputDataset[],
  used: readonly string[],
): PersonId | undefined {
  if (target.type === 'input' && input !== undefined) {
    const { namespace, field } = input.identity;
    return field === 'identityMap' ? { identityMap: true, namespace } : { field };
  }
  if (target.type !== 'scores') return undefined;
  const first = inputs.find((each) => used.includes(each.name)) ?? inputs[0];
  return first === undefined ? undefined : { identityMap: true, namespace: first.identity.namespace };
}

/** Exactly one of three ways: a fixed namespace of the identity map, the primary one of each row, or a field. */
function completePersonId(written: PersonId): PersonId {
  if (written.field !== undefined && written.identityMap !== true) return { field: written.field };
  if (written.usePrimaryNamespace === true) return { identityMap: true, usePrimaryNamespace: true };
  return written.namespace === undefined
    ? { ...written, identityMap: true }
    : { identityMap: true, namespace: written.namespace };
}

function getDataSourceType(
  target: SourceTarget,
  input: InputDataset | undefined,
): ConnectionDataset['dataSourceType'] {
  const isScores =
    target.type === 'scores' || (target.type === 'address' && target.address.includes('/score-dataset/'));
  if (isScores) return { id: 'other', description: 'Customer AI scores' };
  return { id: input?.source === 'analyticsConnector' ? 'webData' : 'other' };
}
