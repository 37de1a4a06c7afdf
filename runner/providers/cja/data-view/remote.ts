import { toPlainText } from '../../../host/index.ts';
import {
  type Diagnostic,
  type FoundResource,
  type Intent,
  pathPattern,
  type RemoteKind,
  type RemoteObject,
  type Values,
  type WriteRequest,
} from '../../../model/index.ts';
import type { CjaClient } from '../client/cja-client.ts';
import type { CjaDataView } from '../client/data-view.ts';
import { readLastChange } from '../last-change.ts';
import { SegmentTitles } from '../segment-titles.ts';
import { observeDataViews } from './observe.ts';
import { type DeclaredOnly, toRemoteDataView } from './observed-values.ts';
import { toChanges, toCreateBody } from './request-body.ts';

/** What the calls need to know beside the client. */
export interface DataViewOptions {
  /** `…@AdobeOrg`, which Adobe's example of a create sends along (facts §5.2). */
  readonly organizationId?: string;
}

/** Reads and writes data views (facts §5.1, §5.3). */
export function makeDataViewRemote(client: CjaClient, options: DataViewOptions = {}): RemoteKind {
  return {
    observe: async (request) => ({ byAddress: await observeDataViews(client, request) }),
    readOne: (id, signal) => readOne(client, id, signal),
    create: async (request) => {
      const body = toCreateBody(request.values, await readSegments(client, request), options.organizationId);
      // Writes carry no signal: what is in flight when somebody presses Ctrl-C is awaited and recorded.
      const made = await client.createDataView(body);
      return { ids: { id: made.id } };
    },
    update: async (request) => {
      const body = toCreateBody(request.values, await readSegments(client, request), undefined);
      const changes = toChanges(body, (attribute) => isWritten(request, attribute));
      await client.updateDataView(request.target?.id ?? '', changes);
    },
    remove: async ({ target }) => {
      await client.deleteDataView(target.id ?? '');
    },
    findCreated: (intent) => findCreated(client, intent),
    findBeside: (made) => findBeside(client, made),
    lastChange: (target) => readLastChange(client, 'DATA_VIEW', target.id),
    validate: (request) => validate(client, options, request),
  };
}

/** A data view with everything that can be declared of it. One that was deleted may still be shown (facts §5.1). */
async function readOne(
  client: CjaClient,
  id: string,
  signal: AbortSignal,
): Promise<FoundResource | undefined> {
  const view = await client.getDataView(id, { signal });
  if (view === undefined || view.isDeleted === true) return undefined;
  const segments = await readSegmentsOf(client, [view]);
  const declared = { externalId: true, curationEnabled: true };
  return { object: toRemoteDataView(view, { declared, segments }), names: {} };
}

/** Whether an update touches an attribute: it is declared, and `lifecycle.ignore` does not name it. */
function isWritten({ desired, values }: WriteRequest, attribute: string): boolean {
  const isUnder = (path: string, row: string): boolean => path === row || path.startsWith(`${row}.`);
  const declared = Object.keys(values).filter((path) => isUnder(path, attribute));
  const ignored = desired.lifecycle.ignore;
  return declared.some((path) => !ignored.some((row) => isUnder(pathPattern(path), row)));
}

/** One request where segments are declared, none otherwise. */
async function readSegments(client: CjaClient, { values, signal }: WriteRequest): Promise<SegmentTitles> {
  const wanted = values.segments;
  if (!Array.isArray(wanted) || wanted.length === 0) return new SegmentTitles([]);
  return new SegmentTitles(await client.listSegments(signal === undefined ? {} : { signal }));
}

/** Adobe's times have whole seconds. */
const CLOCK_STEP_MS = 1000;

/**
 * Everything that was created since an intent, by the server's clock, and whatever bears its title, in the whole
 * organisation: the caller judges (design §7).
 */
async function findCreated(client: CjaClient, intent: Intent): Promise<readonly RemoteObject[]> {
  const since = Date.parse(intent.since) - CLOCK_STEP_MS;
  const views = await client.listDataViews();
  const made = views.filter((view) => {
    const at = Date.parse(view.createdDate ?? '');
    const isSince = Number.isNaN(at) || at >= since || view.name?.trim() === intent.title.trim();
    return view.isDeleted !== true && isSince;
  });
  return toRemotes(made, await readSegmentsOf(client, made), intent.payload);
}

/** For each data view, everything in its connection: a request for each connection. */
async function findBeside(
  client: CjaClient,
  made: readonly WriteRequest[],
): Promise<readonly (readonly RemoteObject[])[]> {
  const parentOf = ({ values }: WriteRequest): string =>
    typeof values.connection === 'string' ? values.connection : '';
  const parents = [...new Set(made.map(parentOf))].sort();
  const lists = new Map<string, readonly CjaDataView[]>();
  for (const parentDataGroupId of parents) {
    const views = await client.listDataViews({ parentDataGroupId });
    lists.set(
      parentDataGroupId,
      views.filter(({ isDeleted }) => isDeleted !== true),
    );
  }
  const segments = await readSegmentsOf(client, [...lists.values()].flat());
  // Many are made beside each other: what is beside one is told once, and shared.
  const told = new Map<string, readonly RemoteObject[]>();
  return made.map((request) => {
    const parent = parentOf(request);
    const key = JSON.stringify([parent, declaredIn(request.values)]);
    const remotes = told.get(key) ?? toRemotes(lists.get(parent) ?? [], segments, request.values);
    told.set(key, remotes);
    return remotes;
  });
}

function declaredIn(values: Values): DeclaredOnly {
  return { externalId: 'externalId' in values, curationEnabled: 'curationEnabled' in values };
}

/** One request where any of the views has segments, none otherwise. */
async function readSegmentsOf(client: CjaClient, views: readonly CjaDataView[]): Promise<SegmentTitles> {
  const hasSegments = views.some(({ segmentList = [] }) => segmentList.length > 0);
  return new SegmentTitles(hasSegments ? await client.listSegments() : []);
}

/** What the values that they are compared with do not declare is left out. */
function toRemotes(
  views: readonly CjaDataView[],
  segments: SegmentTitles,
  comparedWith: Values,
): readonly RemoteObject[] {
  const declared = declaredIn(comparedWith);
  return views.map((view) => toRemoteDataView(view, { declared, segments }));
}

/** Fields that Adobe's validator may name, and the attributes that they come from. */
const ATTRIBUTE_OF_FIELD: Readonly<Record<string, string>> = {
  timezoneDesignator: 'timezone',
  sessionDefinition: 'session.timeout',
  segmentList: 'segments',
  containerNames: 'containerNames.event',
  parentDataGroupId: 'connection',
  externalId: 'externalId',
  curationEnabled: 'curationEnabled',
  description: 'description',
  name: 'title',
};

async function validate(
  client: CjaClient,
  { organizationId }: DataViewOptions,
  request: WriteRequest,
): Promise<readonly Diagnostic[]> {
  const body = toCreateBody(request.values, await readSegments(client, request), organizationId);
  const { valid, message } = await client.validateDataView(body, request.signal);
  if (valid) return [];
  const { desired, address } = request;
  const said = toPlainText(message ?? '') || 'nothing about why';
  const field = Object.keys(ATTRIBUTE_OF_FIELD).find((name) => new RegExp(`\\b${name}\\b`).test(said));
  const attribute = field === undefined ? undefined : ATTRIBUTE_OF_FIELD[field];
  const source = (attribute === undefined ? undefined : desired.sources?.[attribute]) ?? desired.source;
  const about = attribute === undefined ? '' : ` That is ${attribute} here.`;
  return [
    {
      severity: 'error',
      code: 'rejected-by-adobe',
      summary: 'Adobe would not accept this data view',
      detail: `Adobe's validator says: ${said}.${about}`,
      address,
      ...(source === undefined ? {} : { source }),
    },
  ];
}
