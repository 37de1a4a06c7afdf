import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ENVIRONMENT, PIPELINE, type Site } from '../../operator/site.ts';
import type { BadInput, HarmlessInput, Spoiled } from './bad-input.ts';
import { readSound, writeBad } from './yaml-inputs.ts';

const BAD = 'pipelines/bad.yaml';

/** Bytes and paths that are no text at all. */
type FileRow = Pick<BadInput, 'name' | 'spoil' | 'place' | 'next'> & { readonly code: string };

const FILES: readonly FileRow[] = [
  {
    name: 'a file of 50 MB',
    spoil: async (site) => await writeBad(site, `# ${'x'.repeat(50_000_000)}`),
    code: 'file-too-large',
    place: [`${BAD}:1:1`],
    next: ['split it or move it out of the folder'],
  },
  {
    name: 'a binary file',
    spoil: async (site) => await writeBad(site, Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
    code: 'binary-file',
    place: [`${BAD}:1:1`],
    next: ['Rename it if it is no pipeline'],
  },
  {
    name: 'a wrong encoding: UTF-16',
    spoil: async (site) => await writeBad(site, Buffer.from('\uFEFFapiVersion: cai/v1\n', 'utf16le')),
    code: 'not-utf8',
    place: [`${BAD}:1:1`],
    next: ['save it again as UTF-8'],
  },
  {
    name: 'a wrong encoding: Windows-1252',
    spoil: async (site) =>
      await writeBad(site, Buffer.from('apiVersion: cai/v1\nkind: Pipeline\n# \u00fcber\n', 'latin1')),
    code: 'not-utf8',
    place: [`${BAD}:3:3`],
    next: ['save it again as UTF-8'],
  },
  {
    name: 'a link that leads back to itself',
    spoil: async (site) => {
      await symlink('bad.yaml', join(site.repository, BAD));
      return undefined;
    },
    code: 'unreadable-path',
    place: [`${BAD}`],
    next: ['Remove the link or let it point to a real file'],
  },
  {
    name: 'a link that leads nowhere',
    spoil: async (site) => {
      await symlink('gone/away.yaml', join(site.repository, BAD));
      return undefined;
    },
    code: 'unreadable-path',
    place: [`${BAD}`],
    next: ['Let it point to a real file'],
  },
  {
    name: 'a folder that may not be read',
    spoil: async (site) => {
      const folder = join(site.repository, 'pipelines/closed');
      await mkdir(folder);
      return await forbid(folder);
    },
    code: 'unreadable-path',
    place: ['pipelines/closed'],
    next: ['Change its permissions'],
  },
  {
    name: 'a file that may not be read',
    spoil: async (site) => {
      await writeBad(site, await readSound(site));
      return await forbid(join(site.repository, BAD));
    },
    code: 'unreadable-path',
    place: [BAD],
    next: ['Change its permissions'],
  },
];

export const FILE_INPUTS: readonly BadInput[] = [
  ...FILES.map((row) => ({
    ...row,
    commands: [['validate'], ['apply', '--yes']],
    exit: 1,
    isLocal: true,
  })),
  {
    name: 'a folder that is not there',
    spoil: async () => undefined,
    commands: [
      ['validate', '--dir', 'piplines'],
      ['apply', '--yes', '--dir', 'piplines'],
    ],
    exit: 1,
    code: 'unreadable-path',
    place: ['piplines'],
    next: ['Check the spelling', 'cai init'],
    isLocal: true,
  },
  {
    name: 'a folder without YAML',
    spoil: async (site) => {
      await mkdir(join(site.repository, 'empty'));
      return undefined;
    },
    commands: [
      ['validate', '--dir', 'empty'],
      ['apply', '--yes', '--dir', 'empty'],
    ],
    exit: 1,
    code: 'no-documents',
    place: ['"empty"'],
    next: ['cai init'],
    isLocal: true,
  },
];

/** What an editor or a system leaves in files, and does no harm. */
export const HARMLESS_FILES: readonly HarmlessInput[] = [
  {
    name: 'line ends of Windows',
    spoil: async (site) => {
      for (const file of [PIPELINE, ENVIRONMENT])
        await rewrite(site, file, (text) => text.replaceAll('\n', '\r\n'));
      return undefined;
    },
    command: ['validate'],
    exit: 0,
    said: [],
  },
  {
    name: 'a byte order mark',
    spoil: async (site) => {
      await rewrite(site, PIPELINE, (text) => `\uFEFF${text}`);
      return undefined;
    },
    command: ['validate'],
    exit: 0,
    said: ['warning[byte-order-mark]', `${PIPELINE}:1:1`, 'save the file as "UTF-8"'],
  },
  {
    name: 'a folder that links to the folder above it',
    spoil: async (site) => {
      await symlink('..', join(site.repository, 'pipelines/up'));
      return undefined;
    },
    command: ['validate'],
    exit: 0,
    said: [],
  },
];

async function rewrite(site: Site, file: string, change: (text: string) => string): Promise<void> {
  const path = join(site.repository, file);
  await writeFile(path, change(await readFile(path, 'utf8')));
}

/** What root must give up to be refused like everybody else. */
const AS_EVERYBODY = ['setpriv', '--bounding-set=-dac_override,-dac_read_search'];

/** Takes every right to a path away; root, whom no mode stops, starts the command without its privilege. */
async function forbid(path: string): Promise<Spoiled> {
  await chmod(path, 0o000);
  const restore = async (): Promise<void> => await chmod(path, 0o700);
  if (process.getuid?.() !== 0) return { restore };
  const [program = '', ...args] = AS_EVERYBODY;
  try {
    execFileSync(program, [...args, 'true'], { stdio: 'pipe' });
    return { through: AS_EVERYBODY, restore };
  } catch {
    return { skip: 'root may read everything, and setpriv is not here to change that' };
  }
}
