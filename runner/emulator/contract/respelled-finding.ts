import type { Finding } from './finding.ts';
import { asList } from './json.ts';

/**
 * Whether a finding is what respelling is for (facts §5.5, §8): members that nobody declared, `null` for what is optional, and
 * other cases of enumerations. What is left of the check is the published one, of types and structure. Requests are not respelled.
 */
export function isRespelled(finding: Finding): boolean {
  if (finding.part === 'request') return false;
  if (finding.check === 'closed') return true;
  if (finding.keyword === 'type') return finding.value === null;
  if (finding.keyword === 'undeclared') return true;
  return finding.keyword === 'enum' && typeof finding.value === 'string' && isOtherCase(finding);
}

function isOtherCase({ value, message }: Finding): boolean {
  const allowed: unknown = JSON.parse(message.slice(message.indexOf(': [') + 2));
  return asList(allowed).some((text) => String(text).toLowerCase() === String(value).toLowerCase());
}
