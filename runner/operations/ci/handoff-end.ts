import { boundObject, type ObjectAddress, parseObjectAddress, type State } from '../../model/index.ts';

/** How a handoff ended that is not open any more, as far as the state tells. */
export function describeHandoffEnd(state: State, object: ObjectAddress): string | undefined {
  const { address, fp } = parseObjectAddress(object);
  const line = state.manifests
    .flatMap(({ lines }) => lines)
    .findLast((known) => known.address === address || known.address === object);
  if (line === undefined) return undefined;
  if (line.status === 'withdrawn') return line.reason ?? 'it was withdrawn';
  if (line.status === 'superseded') return 'a later change took its place';
  if (line.status === 'refused') return undefined;
  const bound = fp === undefined ? undefined : boundObject(state, address, fp);
  const words = Object.values(bound?.attestations ?? {}).map(({ by, asserted }) =>
    asserted ? `${by} (asserted)` : by,
  );
  return words.length === 0
    ? 'Adobe’s APIs show it as asked'
    : `attested by ${[...new Set(words)].join(', ')}`;
}
