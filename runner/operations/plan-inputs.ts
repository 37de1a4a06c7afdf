import type { Diagnostic, Observed, UncheckedInput } from '../model/index.ts';
import { type CheckedInputs, checkObservedInputs, type InputScope } from './check-inputs.ts';
import type { Session } from './session.ts';

/**
 * What a plan says of inputs: the given diagnostics, without guesses from YAML that the live schemas have settled, and the findings.
 * What only a query could tell is left to `cai inputs check`; what Adobe did not answer is said here too, unless the observation says it.
 */
export async function withInputFindings(
  session: Session,
  { scope, observed }: { readonly scope: InputScope | undefined; readonly observed: Observed },
  given: readonly Diagnostic[],
): Promise<readonly Diagnostic[]> {
  if (scope === undefined) return given;
  const found = await checkObservedInputs(session, scope, observed);
  const settled = listSettled(scope, found);
  const findings = found.diagnostics.filter(({ address }) => {
    return address === undefined || observed.byAddress[address]?.unreadable === undefined;
  });
  const isObserved = Object.entries(observed.byAddress).every(([address, { unreadable }]) => {
    return !address.includes('/input-dataset/') || unreadable === undefined;
  });
  const unread = isObserved ? found.unchecked.filter(({ cause }) => cause === 'reading') : [];
  return [...given.filter((one) => !settled.has(placeOf(one))), ...findings, ...unread.map(toWarning)];
}

/** Places of the recommendation that validation can only guess at: whether the events are there is now known. */
function listSettled({ pipelines }: InputScope, { unchecked }: CheckedInputs): ReadonlySet<string> {
  const known = pipelines.filter(
    ({ pipeline }) =>
      !unchecked.some(
        ({ pipeline: name, check }) => name === pipeline.metadata.name && check === 'standard events',
      ),
  );
  return new Set(
    known.map(({ source }) => {
      const place = source.locate(['spec', 'customerAi', 'scenario']);
      return placeOf({ code: 'missing-recommended-event', source: place });
    }),
  );
}

function placeOf({ code, source }: Pick<Diagnostic, 'code' | 'source'>): string {
  return [code, source?.file, source?.start.line, source?.start.column].join('\0');
}

function toWarning({ pipeline, check, reason, hint }: UncheckedInput): Diagnostic {
  return {
    severity: 'warning',
    code: 'input-not-checked',
    summary: 'Something about an input was not checked',
    detail: `Pipeline ${pipeline}: ${check} could not be checked: ${reason}. ${hint}`,
  };
}
