import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFileError, readJsonFile, readTextFile } from '../host/index.ts';
import { type JsonValue, RunnerError } from '../model/index.ts';
import { type Explainer, makeExplainer } from '../operations/index.ts';
import { customerAiRunErrors } from '../providers/customer-ai/index.ts';
import { makeKinds } from './compose.ts';
import type { CommandIo } from './io.ts';

const CODES_PAGE = 'docs/troubleshooting.md';

/** Reads what `explain` explains from, out of the installed package: its schemas and the page of codes. */
export async function openExplainer(io: CommandIo): Promise<Explainer> {
  const folder = join(io.packageFolder, 'schemas');
  const names = await readdir(folder, { recursive: true }).catch((error: unknown) => {
    throw makeFileError(error, 'read', folder);
  });
  const files = names
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.schema.json'));
  const schemas = new Map<string, Readonly<Record<string, JsonValue>>>();
  for (const file of files) {
    schemas.set(file, (await readJsonFile(join(folder, file))) as Readonly<Record<string, JsonValue>>);
  }
  const troubleshooting = await readTextFile(join(io.packageFolder, CODES_PAGE));
  if (troubleshooting === undefined) {
    throw new RunnerError({
      code: 'package-incomplete',
      message: `the installed package has no ${CODES_PAGE}`,
      hint: 'Install cai-pipelines again.',
    });
  }
  return makeExplainer({ schemas, kinds: makeKinds(), troubleshooting, runErrors: customerAiRunErrors() });
}
