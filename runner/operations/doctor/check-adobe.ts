import { type DoctorCheck, RunnerError } from '../../model/index.ts';
import { attempt, failed, isUnreached, notChecked, type Outcome, ok, type Subject } from './attempt.ts';
import { API_NAMES } from './check-network.ts';
import { checkPlatform } from './check-platform.ts';
import { checkRights } from './check-rights.ts';
import { judgeScopes } from './judge-scopes.ts';
import type { AdobeProbes, DoctorProbes } from './probes.ts';

const TOKEN: Subject = { id: 'token', area: 'credentials', label: 'Access token' };

/** Token, reachability and rights, by reads alone. What cannot be asked any more is listed as not checked. */
export async function checkAdobe(
  probes: DoctorProbes,
  mayAsk: boolean,
): Promise<{ readonly checks: readonly DoctorCheck[]; readonly adobe: AdobeProbes | undefined }> {
  const { adobe } = probes;
  if (adobe instanceof RunnerError) {
    const subject = { id: 'base-urls', area: 'network', label: 'Base URLs' } as const;
    return { checks: [failed(subject, adobe), ...notAsked('the base URLs are wrong')], adobe: undefined };
  }
  if (adobe === undefined)
    return { checks: notAsked('nothing is sent before the problems above are mended'), adobe };
  if (!mayAsk) return { checks: await checkWithoutToken(adobe, notAsked(MISSING)), adobe };
  const token = await attempt(async () => await adobe.getToken());
  if ('error' in token) {
    const rest = notAsked('there is no token');
    return { checks: await checkWithoutToken(adobe, [tokenFailed(token.error), ...rest.slice(1)]), adobe };
  }
  const platform = await checkPlatform(probes, adobe);
  const cja = await checkRights(probes, adobe);
  return {
    checks: [
      ok(TOKEN, 'Adobe gave one'),
      judgeScopes(token.value),
      reachable('ims'),
      reachOf('platform', platform.first),
      reachOf('cja', cja.first),
      ...platform.checks,
      ...cja.checks,
    ],
    adobe,
  };
}

const MISSING = 'the credentials are not all there';

/** Without a token nothing is known of rights; whether the services answer at all still is. */
async function checkWithoutToken(
  adobe: AdobeProbes,
  others: readonly DoctorCheck[],
): Promise<readonly DoctorCheck[]> {
  const reached: DoctorCheck[] = [];
  for (const api of ['platform', 'cja'] as const)
    reached.push(reachOf(api, await attempt(async () => await adobe.reach(api))));
  return [...others, ...reached];
}

function tokenFailed(error: RunnerError): DoctorCheck {
  return failed(TOKEN, error);
}

function notAsked(why: string): readonly DoctorCheck[] {
  return [
    notChecked(TOKEN, why),
    notChecked({ id: 'rights', area: 'credentials', label: 'Scopes, sandbox and rights' }, why),
  ];
}

function reachOf(api: 'platform' | 'cja', outcome: Outcome<unknown>): DoctorCheck {
  return 'error' in outcome && isUnreached(outcome)
    ? failed(reachSubject(api), outcome.error)
    : reachable(api);
}

function reachable(api: 'ims' | 'platform' | 'cja'): DoctorCheck {
  return ok(reachSubject(api), 'answers');
}

function reachSubject(api: 'ims' | 'platform' | 'cja'): Subject {
  return { id: `reach-${api}`, area: 'network', label: API_NAMES[api] };
}
