import type { AskedHandoff } from './handoff.ts';

/**
 * Whether an instance was made or renamed before, and only a person's word is still open. A handoff cannot tell: what no API
 * shows stays open until it is attested (facts §3.1).
 */
export function isInstanceDone(
  { purpose, phase, title, steps }: AskedHandoff,
  instances: readonly { readonly name: string }[],
): boolean {
  const has = (wanted: unknown): boolean => instances.some(({ name }) => name === wanted);
  if (purpose === 'replace' && phase === 'rename')
    return !has(title) && has(steps.find(({ act }) => act === 'rename')?.value);
  return (purpose === 'create' || purpose === 'replace') && has(title);
}
