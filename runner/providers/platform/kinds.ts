import type { KindSpec, RemoteKind } from '../../model/index.ts';
import type { PlatformClient } from './client/platform-client.ts';
import { inputDatasetRemote } from './input-dataset/remote.ts';
import { INPUT_DATASET } from './input-dataset/spec.ts';
import { scoreDatasetRemote } from './score-dataset/remote.ts';
import { SCORE_DATASET } from './score-dataset/spec.ts';
import { type ExportStore, scoreExportRemote } from './score-export/remote.ts';
import { SCORE_EXPORT } from './score-export/spec.ts';

/** What the remote sides need besides the client. */
export interface PlatformRemotesOptions {
  /** The folders of score exports. */
  readonly exports: ExportStore;
}

/** The kinds of this provider. */
export function platformKinds(): readonly KindSpec[] {
  return [INPUT_DATASET, SCORE_DATASET, SCORE_EXPORT];
}

/** Their remote sides. */
export function platformRemotes(
  client: PlatformClient,
  options: PlatformRemotesOptions,
): ReadonlyMap<string, RemoteKind> {
  return new Map([
    [INPUT_DATASET.kind, inputDatasetRemote(client)],
    [SCORE_DATASET.kind, scoreDatasetRemote(client)],
    [SCORE_EXPORT.kind, scoreExportRemote(options.exports)],
  ]);
}
