import { canonicalJson, type Desired, type DesiredScores, type JsonValue } from '../../model/index.ts';

/** Whether a pull request wants something else of an environment: white space, comments and order are nothing. */
export function isTouched(base: Desired | undefined, head: Desired): boolean {
  return base === undefined || essenceOf(base) !== essenceOf(head);
}

/** What is wanted, without where it stands in files. */
function essenceOf({ environment, resources, moved }: Desired): string {
  const plain = Object.values(resources).map(({ source: _source, sources: _sources, scores, ...rest }) => ({
    ...rest,
    ...(scores === undefined ? {} : { scores: withoutPlaces(scores) }),
  }));
  return canonicalJson({ environment, resources: plain, moved } as unknown as JsonValue);
}

function withoutPlaces({ expectations, ...scores }: DesiredScores): object {
  return { ...scores, expectations: expectations.map(({ expectation }) => expectation) };
}
