import {
  type AuthorizedApi,
  asMembers,
  compact,
  makeAnswerError,
  readObjects,
  readText,
} from '../../../host/index.ts';

/** A sandbox as sandbox management lists it. */
export interface PlatformSandbox {
  /** What `x-sandbox-name` takes. */
  readonly name: string;
  readonly title?: string;
  /** `active`, `creating`, `failed`, `deleted`. */
  readonly state?: string;
}

const PATH = '/data/foundation/sandbox-management/';

/** Sandboxes that are available to the account (`sandbox.yaml`, listAvailableSandboxes); `Accept` is required (facts §0.3). */
export async function listSandboxes(
  api: AuthorizedApi,
  signal?: AbortSignal,
): Promise<readonly PlatformSandbox[]> {
  const answer = await api.request({
    operation: 'sandbox.list',
    method: 'GET',
    path: PATH,
    headers: { accept: 'application/json' },
    signal,
  });
  const items = readObjects(asMembers(answer.body), 'sandboxes');
  if (items === undefined)
    throw makeAnswerError({ api: 'platform', path: PATH, answer }, 'it has no list of sandboxes');
  return items.map((item) =>
    compact({
      name: readText(item, 'name') ?? '',
      title: readText(item, 'title'),
      state: readText(item, 'state'),
    }),
  );
}
