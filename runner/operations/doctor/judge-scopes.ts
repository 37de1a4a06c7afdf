import type { DoctorCheck } from '../../model/index.ts';
import { ok, problem, type Subject } from './attempt.ts';

const SUBJECT: Subject = { id: 'scopes', area: 'credentials', label: 'Scopes' };

/** Whether a token has the scopes that were asked for (facts §0.4). A token that tells none was given for all of them. */
export function judgeScopes({
  asked,
  granted,
}: {
  readonly asked: readonly string[];
  readonly granted?: readonly string[];
}): DoctorCheck {
  if (granted === undefined)
    return ok(SUBJECT, `asked for ${asked.join(', ')}; the token does not list them`);
  const missing = asked.filter((scope) => !granted.includes(scope));
  if (missing.length === 0) return ok(SUBJECT, granted.join(', '));
  return problem(
    SUBJECT,
    `the token lacks ${missing.join(', ')}`,
    'In Adobe Developer Console add the Experience Platform API and the Customer Journey Analytics API to the project of this credential.',
  );
}
