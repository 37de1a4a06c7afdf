/** Experience Platform: a client, and one folder for each kind. Forbidden here: other providers, the plan, logging. */
export { type BatchFilter, type DataSetFilter, PlatformClient, type TenantInfo } from './client.ts';
export { isProfileEnabled, type PlatformBatch, type PlatformDataSet } from './dataset.ts';
export type { FileInfo, FileTarget, RangeReceived, RangeTarget } from './download.ts';
export { type PlatformRemotesOptions, platformKinds, platformRemotes } from './kinds.ts';
export type { FileListRequest, PlatformFilePart } from './list-files.ts';
export type { IdentityDescriptor, PlatformField, PlatformSchema } from './schema.ts';
export type { ScoreDatasetRow } from './score-dataset/score-dataset-row.ts';
export type { ExportOrder, ExportStore } from './score-export/remote.ts';
