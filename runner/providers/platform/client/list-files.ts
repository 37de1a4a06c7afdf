import {
  type AuthorizedApi,
  asMembers,
  type Members,
  makeAnswerError,
  readNumber,
  readObject,
  readObjects,
  readText,
  toPathSegment,
} from '../../../host/index.ts';

/** One file behind a batch, ready to be downloaded. */
export interface PlatformFilePart {
  readonly dataSetFileId: string;
  readonly name: string;
  /** As the list says; absent where it does not. */
  readonly bytes?: number;
}

/** What is read, and on whose behalf. */
export interface FileListRequest {
  readonly batchId: string;
  readonly signal?: AbortSignal | undefined;
}

const EXPORT = '/data/foundation/export';
const MAX_REQUESTS = 2000;
const MAX_DEPTH = 5;

interface Walk {
  readonly api: AuthorizedApi;
  readonly signal: AbortSignal | undefined;
  readonly parts: Map<string, PlatformFilePart>;
  readonly seen: Set<string>;
}

/**
 * All files of a batch. Entries may be files, folders of files, or folders of entries again (facts §1.5): the walk follows them,
 * goes nowhere twice, and ends with an error where it would not end.
 */
export async function listBatchParts(
  api: AuthorizedApi,
  request: FileListRequest,
): Promise<readonly PlatformFilePart[]> {
  const walk: Walk = { api, signal: request.signal, parts: new Map(), seen: new Set() };
  await followList(walk, { path: `${EXPORT}/batches/${toPathSegment(request.batchId)}/files`, depth: 0 });
  return [...walk.parts.values()];
}

/** Follows one list over its pages, by `_links.next` only: what `count` means is not clear (facts §1.5). */
async function followList(
  walk: Walk,
  at: { readonly path: string; readonly depth: number; readonly fileId?: string },
): Promise<void> {
  if (at.depth > MAX_DEPTH)
    throw makeAnswerError(
      { api: 'platform', path: at.path },
      `its folders are nested more than ${MAX_DEPTH} deep`,
    );
  let path: string | undefined = at.path;
  while (path !== undefined && !walk.seen.has(path)) {
    walk.seen.add(path);
    if (walk.seen.size > MAX_REQUESTS)
      throw makeAnswerError(
        { api: 'platform', path: at.path },
        `the list has not ended after ${MAX_REQUESTS} pages`,
      );
    const body: Members | undefined = await readList(walk, path, at.depth);
    for (const item of readObjects(body, 'data') ?? []) await followItem(walk, item, at);
    const next: string | undefined = readText(readObject(readObject(body, '_links'), 'next'), 'href');
    path = next === undefined || next === '' ? undefined : walk.api.getLinkPath(next);
  }
}

async function readList(walk: Walk, path: string, depth: number): Promise<Members | undefined> {
  const operation = depth === 0 ? 'batch-file.list' : 'file-part.list';
  const answer = await walk.api.request({ operation, method: 'GET', path, signal: walk.signal });
  const body = asMembers(answer.body);
  if (readObjects(body, 'data') === undefined)
    throw makeAnswerError({ api: 'platform', path, answer }, 'its body has no list of files');
  return body;
}

/** An item with a name is a file; one with an id of its own is an entry whose files are listed behind its link. */
async function followItem(
  walk: Walk,
  item: Members,
  at: { readonly depth: number; readonly fileId?: string },
): Promise<void> {
  const href = readText(readObject(readObject(item, '_links'), 'self'), 'href');
  const link = href === undefined ? undefined : walk.api.getLinkPath(href);
  const ownId = readText(item, 'dataSetFileId');
  const name = readText(item, 'name');
  const fileId = ownId ?? at.fileId ?? (link === undefined ? undefined : readFileId(link));
  if (fileId === undefined)
    throw makeAnswerError(
      { api: 'platform', path: link ?? '' },
      'an entry of the list has neither id nor link',
    );
  if (name !== undefined && name !== '') {
    const bytes = readNumber(item, 'length') ?? readNumber(item, 'size');
    walk.parts.set(JSON.stringify([fileId, name]), {
      dataSetFileId: fileId,
      name,
      ...(bytes === undefined ? {} : { bytes }),
    });
    return;
  }
  const path = link ?? `${EXPORT}/files/${toPathSegment(fileId)}`;
  await followList(walk, { path, depth: at.depth + 1, fileId });
}

function readFileId(link: string): string | undefined {
  const match = /\/export\/files\/([^/?]+)/.exec(link)?.[1];
  try {
    return match === undefined ? undefined : decodeURIComponent(match);
  } catch {
    return undefined;
  }
}
