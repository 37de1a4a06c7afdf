import { asMembers, readNumber, readObjects, readText } from '../../host/index.ts';

/**
 * What is known of the folders that a dataset export destination of Experience Platform fills; all of it stands here.
 *
 * Sources: Adobe's documentation "Export datasets to cloud storage destinations" (ui/activate/export-datasets, as published in
 * AdobeDocs/experience-platform.en), section "Verify successful dataset export" and its questions, and the pages of the cloud
 * storage destinations for "Include manifest file".
 *
 * - The default folder is `FOLDER-YOU-PROVIDED/datasetID/exportTime=YYYYMMDDHHMM`. It can be changed with macros; only the default
 *   is understood here.
 * - Files are `….parquet` or, compressed, `….gz.parquet`, with generated names. JSON exports are not understood here.
 * - With "Include manifest file" there is a `manifest-<<destinationId>>-<<dataflowRunId>>.json` with `flowRunId`, `scheduledTime` and,
 *   for each file, `exportResults.sinkPath`, `exportResults.name` and `size` in bytes. It holds no row counts.
 * - The first export holds everything, later ones what was added since: for a score dataset, one scoring run or several.
 *
 * Not verified: whether the time is UTC (the schedule is), whether `size` is a member of each of `exportResults`, whether the
 * manifest comes after the files that it lists, and in which folder it lies. So every JSON object in a manifest that has a name ending
 * in `.parquet` counts as a file that must be there, with its size where one is told; and without a manifest an export counts only
 * when nothing in its folder has changed for {@link QUIET_MS}.
 */
const EXPORT_FOLDER = /^exportTime=(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?$/;

/** How long nothing may have changed in an export that has no manifest: 30 minutes. */
export const QUIET_MS = 30 * 60_000;

/** The time that a folder's name tells; undefined for the name of anything else. */
export function parseExportTime(name: string): Date | undefined {
  const match = EXPORT_FOLDER.exec(name);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const time = new Date(Date.UTC(year, month - 1, day, hour, minute, Number.isNaN(second) ? 0 : second));
  const isReal = time.getUTCMonth() === month - 1 && time.getUTCDate() === day && hour < 24 && minute < 60;
  return isReal ? time : undefined;
}

/** Whether a file is one of the data. */
export function isDataFile(name: string): boolean {
  return /\.parquet$/i.test(name) && !/^[._]/.test(name);
}

/** Whether a file is the manifest of an export. */
export function isManifest(name: string): boolean {
  return /^manifest-.*\.json$/i.test(name);
}

/** One file that a manifest lists. */
export interface ManifestFile {
  readonly name: string;
  readonly bytes?: number;
}

/** The data files that a manifest lists, wherever in it they stand; undefined where it lists none. */
export function readManifestFiles(content: unknown): readonly ManifestFile[] | undefined {
  const members = asMembers(content);
  const list = readObjects(members, 'exportResults') ?? readObjects({ content }, 'content') ?? [];
  const files = list.flatMap((item): readonly ManifestFile[] => {
    const path = readText(item, 'name') ?? readText(item, 'sinkPath') ?? '';
    const name = path.split('/').at(-1) ?? '';
    const bytes = readNumber(item, 'size');
    return isDataFile(name) ? [{ name, ...(bytes === undefined ? {} : { bytes }) }] : [];
  });
  return files.length === 0 ? undefined : files;
}
