/** Experience Platform: a client (`client/`), and one folder for each kind. Forbidden here: other providers, the plan, logging. */

export { isProfileEnabled, type PlatformBatch, type PlatformDataSet } from './client/dataset.ts';
export type { FileInfo, FileTarget, RangeReceived, RangeTarget } from './client/download.ts';
export type { FileListRequest, PlatformFilePart } from './client/list-files.ts';
export {
  type BatchFilter,
  type DataSetFilter,
  PlatformClient,
  type TenantInfo,
} from './client/platform-client.ts';
export type { IdentityDescriptor, PlatformField, PlatformSchema } from './client/schema.ts';
export { platformInputs } from './inputs/input-reader.ts';
export { type PlatformRemotesOptions, platformKinds, platformRemotes } from './kinds.ts';
export type { ScoreDatasetRow } from './score-dataset/score-dataset-row.ts';
export type { ExportOrder, ExportStore } from './score-export/remote.ts';
