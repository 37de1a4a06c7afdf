import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DEMO_CLIENT_ID,
  DEMO_CLIENT_SECRET,
  DEMO_ORG_ID,
  type RunningEmulator,
  startEmulator,
} from '../../runner/emulator/index.ts';
import { dataView, ENVIRONMENT, prepareConnection } from '../operator/site.ts';
import { type BigFile, placeBatch } from './big-batch.ts';

const BATCH = '01JBENCH000000000000000000';
const EXPORT = 'scores/account-upgrade/demo';

/** A repository whose scores were exported once, and an emulator that has one big batch of them. */
export class BenchSite {
  readonly root: string;
  readonly emulator: RunningEmulator;
  readonly datasetId: string;
  readonly files: number;

  private constructor(root: string, emulator: RunningEmulator, what: { datasetId: string; files: number }) {
    this.root = root;
    this.emulator = emulator;
    this.datasetId = what.datasetId;
    this.files = what.files;
  }

  static async open(file: BigFile, files: number): Promise<BenchSite> {
    const root = await prepareConnection(dataView('bench', 'Bench'));
    const repository = join(root, 'repository');
    const manifest = JSON.parse(await readFile(join(repository, EXPORT, 'export.json'), 'utf8')) as {
      datasetId: string;
    };
    const { datasetId } = manifest;
    const world = join(repository, '.cai', 'emulator');
    await placeBatch(world, datasetId, { id: BATCH, files, file });
    const emulator = await startEmulator({ world, port: 0, rateLimit: 'off' });
    const environment = join(repository, ENVIRONMENT);
    const text = await readFile(environment, 'utf8');
    await writeFile(environment, text.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, emulator.url));
    return new BenchSite(root, emulator, { datasetId, files });
  }

  get repository(): string {
    return join(this.root, 'repository');
  }

  get batchFolder(): string {
    return join(this.repository, EXPORT, `dataset=${this.datasetId}`, `batch=${BATCH}`);
  }

  /** Removes all that was downloaded. */
  async forget(): Promise<void> {
    await rm(join(this.repository, EXPORT), { recursive: true, force: true });
  }

  /** Hashes of the files of the batch on disk. */
  async hashFiles(): Promise<readonly string[]> {
    const names = await readdir(this.batchFolder);
    return await Promise.all(names.sort().map(async (name) => await hashFile(join(this.batchFolder, name))));
  }

  /** Writes a config for curl that fetches the same files into a folder, with the headers that Adobe wants. */
  async writeCurlConfig(path: string, folder: string): Promise<void> {
    const headers = [
      `authorization: Bearer ${await readToken(this.emulator.url)}`,
      `x-api-key: ${DEMO_CLIENT_ID}`,
      `x-gw-ims-org-id: ${DEMO_ORG_ID}`,
      'x-sandbox-name: prod',
    ];
    const file = `${this.emulator.url}/data/foundation/export/files/${BATCH}-1`;
    const names = Array.from(
      { length: this.files },
      (_, index) => `part-${String(index).padStart(5, '0')}-tid-1-c000.snappy.parquet`,
    );
    const lines = [
      'parallel',
      'fail',
      'silent',
      'show-error',
      ...headers.map((header) => `header = "${header}"`),
      ...names.flatMap((name) => [`url = "${file}?path=${name}"`, `output = "${join(folder, name)}"`]),
    ];
    await writeFile(path, `${lines.join('\n')}\n`);
  }

  async close(): Promise<void> {
    await this.emulator.close();
    await rm(this.root, { recursive: true, force: true });
  }
}

/** SHA-256 of a file, in hexadecimal. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function readToken(url: string): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: DEMO_CLIENT_ID,
    client_secret: DEMO_CLIENT_SECRET,
    scope: 'openid,AdobeID,read_organizations,additional_info.projectedProductContext',
  });
  const answer = await fetch(`${url}/ims/token/v3`, { method: 'POST', body: form });
  return ((await answer.json()) as { access_token: string }).access_token;
}
