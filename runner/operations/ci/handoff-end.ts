import { boundObject, type ObjectAddress, parseObjectAddress, type State } from '../../model/index.ts';

/** How a handoff ended whose issue was opened then, as far as the state tells. Older words answered another question. */
export function describeHandoffEnd(
  state: State,
  object: ObjectAddress,
  openedAt: string,
): string | undefined {
  const { address, fp } = parseObjectAddress(object);
  const line = state.manifests
    .flatMap(({ lines }) => lines)
    .findLast((known) => known.address === address || known.address === object);
  if (line === undefined) return undefined;
  if (line.status === 'withdrawn') return line.reason ?? 'it was withdrawn';
  if (line.status === 'superseded') return 'a later change took its place';
  if (line.status === 'refused') return undefined;
  const bound = fp === undefined ? undefined : boundObject(state, address, fp);
  const words = Object.values(bound?.attestations ?? {})
    .filter(({ at }) => Date.parse(at) >= Date.parse(openedAt))
    .map(({ by, asserted }) => (asserted ? `${by} (asserted)` : by));
  return words.length === 0
    ? 'Adobe’s APIs show it as asked'
    : `attested by ${[...new Set(words)].join(', ')}`;
}
