import type { DoctorCheck, Environment } from '../../model/index.ts';
import { ok, problem } from './attempt.ts';
import type { GivenCredentials } from './probes.ts';

type CredentialName = keyof Environment['spec']['credentials'];

const SUBJECTS = {
  clientId: { id: 'client-id', area: 'credentials', label: 'Client id' },
  clientSecret: { id: 'client-secret', area: 'credentials', label: 'Client secret' },
  orgId: { id: 'organization-id', area: 'credentials', label: 'Organization id' },
} as const satisfies Readonly<Record<CredentialName, object>>;

const WHERE =
  'Its value stands in Adobe Developer Console, in the OAuth server-to-server credential of your project.';

/** Whether each variable is set and may be what it should be. No value, no part of one and no length is told. */
export function judgeCredentials(
  given: GivenCredentials,
  names: Environment['spec']['credentials'],
): readonly DoctorCheck[] {
  return (Object.keys(SUBJECTS) as CredentialName[]).map((name) => {
    const subject = SUBJECTS[name];
    if (given.isDemo) return ok(subject, `${names[name]} is not set; the emulator’s published one is used`);
    const value = given[name];
    if (value === undefined || value === '')
      return {
        ...problem(subject, `${names[name]} is not set`, `Set it. ${WHERE}`),
        code: 'missing-credentials',
      };
    const flaw = flawOf(name, value);
    return flaw === undefined
      ? ok(subject, `${names[name]} is set`)
      : problem(subject, `${names[name]} ${flaw}`, `Set it anew. ${WHERE}`);
  });
}

/** What shows, without asking Adobe, that a value cannot be right. */
function flawOf(name: CredentialName, value: string): string | undefined {
  if (value !== value.trim()) return 'begins or ends with white space';
  if (/^(['"]).*\1$/u.test(value)) return 'stands in quotation marks, which are part of it';
  if (/^<.*>$|^\$\{?\w+\}?$/u.test(value)) return 'is a placeholder';
  if (!/^[\x21-\x7e]+$/u.test(value)) return 'has characters that no credential has';
  if (name === 'orgId' && !/^[^@]+@AdobeOrg$/u.test(value)) return 'does not end in @AdobeOrg';
  if (name !== 'orgId' && value.endsWith('@AdobeOrg')) return 'is an organization id';
  return undefined;
}
