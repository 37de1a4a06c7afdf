import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { asObject, type Json } from './json.ts';

/** The files of APIs that are served here, by the beginning of their paths; the first that fits counts. */
export const CONTRACT_FILES: readonly { readonly file: string; readonly prefix: string }[] = [
  { file: 'catalog.yaml', prefix: '/data/foundation/catalog/' },
  { file: 'data-access.yaml', prefix: '/data/foundation/export/' },
  { file: 'schema-registry.yaml', prefix: '/data/foundation/schemaregistry/' },
  { file: 'dataset-service.yaml', prefix: '/data/foundation/dataset/' },
  { file: 'sandbox.yaml', prefix: '/data/foundation/sandbox-management/' },
  { file: 'query-service.yaml', prefix: '/data/foundation/query/' },
  { file: 'cja.json', prefix: '/' },
];

/** The folder with the files: the given one, or `adobe` below it; undefined when any of them is missing. */
export function findContractFolder(folder: string): string | undefined {
  return [folder, join(folder, 'adobe')].find((candidate) =>
    CONTRACT_FILES.every(({ file }) => existsSync(join(candidate, file))),
  );
}

/** Reads a contract file. */
export function readContractFile(folder: string, file: string): Json {
  const text = readFileSync(join(folder, file), 'utf8');
  return asObject(file.endsWith('.json') ? JSON.parse(text) : parse(text, { maxAliasCount: -1 }));
}
