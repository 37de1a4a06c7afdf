/** Requests by API. */
export type RequestCounts = Readonly<Record<string, number>>;

/** Both together. */
export function addRequests(a: RequestCounts, b: RequestCounts): RequestCounts {
  return Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((api) => [api, (a[api] ?? 0) + (b[api] ?? 0)]),
  );
}

/** What was sent between two counts. */
export function requestsSince(before: RequestCounts, now: RequestCounts): RequestCounts {
  return Object.fromEntries(Object.entries(now).map(([api, count]) => [api, count - (before[api] ?? 0)]));
}
