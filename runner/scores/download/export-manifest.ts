import { join } from 'node:path';
import {
  asMembers,
  compact,
  type Members,
  readJsonFile,
  readNumber,
  readObjects,
  readText,
  readTexts,
  writeFileAtomic,
} from '../../host/index.ts';
import { RunnerError } from '../../model/index.ts';
import type { ExportOrder } from '../export-orders.ts';

/** One file of a batch on disk. */
export interface ExportedFile {
  readonly name: string;
  readonly bytes: number;
  readonly rows: number;
}

/** One batch on disk; it is listed once it is there whole. */
export interface ExportedBatch {
  readonly datasetId: string;
  readonly id: string;
  readonly completedAt: string;
  readonly rows: number;
  readonly files: readonly ExportedFile[];
  /** Where the files came from; absent where an earlier version of cai fetched them. */
  readonly source?: string;
  /** ISO time at which the batch was whole on disk; absent likewise. */
  readonly fetchedAt?: string;
}

/** `export.json`: where the files of an export come from, and which of them are ours. */
export interface ExportManifest extends ExportOrder {
  readonly environment: string;
  /** Newest first. */
  readonly batches: readonly ExportedBatch[];
  /** Folders that the export had before; each holds a note that leads here. */
  readonly formerly: readonly string[];
}

/** What stands in a folder: an export, or the note of one that has moved. */
export type ExportRecord = ExportManifest | { readonly address: string; readonly movedTo: string };

const FILE = 'export.json';
const FORMAT_VERSION = 1;

/** The file that says what is ours. */
export function manifestPath(folder: string): string {
  return join(folder, FILE);
}

/** Reads what a folder says of itself; undefined where it says nothing. */
export async function readExportRecord(folder: string): Promise<ExportRecord | undefined> {
  const path = manifestPath(folder);
  const content = await readJsonFile(path);
  if (content === undefined) return undefined;
  const members = asMembers(content);
  const address = readText(members, 'address');
  if (
    members === undefined ||
    address === undefined ||
    readNumber(members, 'formatVersion') !== FORMAT_VERSION
  ) {
    throw new RunnerError({
      code: 'export-manifest-unreadable',
      message: `${path} is not the manifest of a score export that this version of cai can read`,
      hint: 'It was edited by hand or written by a newer version. Nothing in its folder is touched; move it away to begin anew.',
    });
  }
  const movedTo = readText(members, 'movedTo');
  return movedTo === undefined ? readManifest(members, address) : { address, movedTo };
}

function readManifest(members: Members, address: string): ExportManifest {
  return {
    address,
    environment: readText(members, 'environment') ?? '',
    destination: readText(members, 'destination') ?? '',
    datasetId: readText(members, 'datasetId') ?? '',
    keepBatches: readNumber(members, 'keepBatches') ?? 1,
    formerly: readTexts(members, 'formerly') ?? [],
    batches: (readObjects(members, 'batches') ?? []).map(readBatch),
  };
}

function readBatch(members: Members): ExportedBatch {
  return {
    datasetId: readText(members, 'datasetId') ?? '',
    id: readText(members, 'id') ?? '',
    completedAt: readText(members, 'completedAt') ?? '',
    rows: readNumber(members, 'rows') ?? 0,
    files: (readObjects(members, 'files') ?? []).map((file) => ({
      name: readText(file, 'name') ?? '',
      bytes: readNumber(file, 'bytes') ?? 0,
      rows: readNumber(file, 'rows') ?? 0,
    })),
    ...compact({ source: readText(members, 'source'), fetchedAt: readText(members, 'fetchedAt') }),
  };
}

/** Writes it as a whole. */
export async function writeExportRecord(folder: string, record: ExportRecord): Promise<void> {
  const text = JSON.stringify({ formatVersion: FORMAT_VERSION, format: 'parquet', ...record }, undefined, 2);
  await writeFileAtomic(manifestPath(folder), `${text}\n`);
}
