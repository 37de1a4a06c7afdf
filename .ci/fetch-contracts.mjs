/**
 * `npm run contracts:fetch`: gets Adobe's OpenAPI files into `.contracts/`, each byte for byte as pinned. A file is written
 * under another name and renamed when its hash is right: what has its name is whole. `--if-missing` does nothing where the
 * files are already found.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTRACT_PINS } from './contract-pins.mjs';
import { FETCHED, findContracts } from './find-contracts.mjs';

const RAW = 'https://raw.githubusercontent.com';
const LIMIT_MS = 60_000;

/** Gets every pinned file into a folder. Files that are right already are left alone. Throws with the file and what to do. */
export async function fetchContracts(folder, { base = RAW, pins = CONTRACT_PINS, say = () => {} } = {}) {
  mkdirSync(folder, { recursive: true });
  let fetched = 0;
  for (const { repository, commit, files } of pins) {
    for (const { file, path, sha256 } of files) {
      const target = join(folder, file);
      if (hashFile(target) === sha256) continue;
      const url = `${base}/${repository}/${commit}/${path}`;
      const bytes = await download(url);
      const actual = hash(bytes);
      if (actual !== sha256) {
        throw new Error(`${url}: SHA-256 is ${actual}, pinned is ${sha256}; nothing was written`);
      }
      writeWhole(target, bytes);
      say(`${file}  ${bytes.length} bytes`);
      fetched += 1;
    }
  }
  return fetched;
}

async function download(url) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS) });
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  } catch (error) {
    const why = error.cause?.code ?? error.cause?.message ?? error.message;
    throw new Error(`${url}: ${why}; check the network, or set CAI_CONTRACTS to a folder with the files`);
  }
}

function writeWhole(target, bytes) {
  const draft = `${target}.${process.pid}.part`;
  try {
    writeFileSync(draft, bytes);
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
}

function hashFile(file) {
  try {
    return hash(readFileSync(file));
  } catch {
    return undefined;
  }
}

function hash(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

async function run() {
  const found = findContracts();
  if (process.argv.includes('--if-missing') && found !== undefined) {
    console.log(`contracts: Adobe's OpenAPI files are in ${found}`);
    return;
  }
  const fetched = await fetchContracts(FETCHED, { say: (line) => console.log(line) });
  console.log(`contracts: ${fetched} files fetched into ${FETCHED}, all as pinned`);
}

if (import.meta.filename === process.argv[1]) {
  run().catch((error) => {
    console.error(`contracts: ${error.message}`);
    process.exitCode = 1;
  });
}
