import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PIPELINE, type Site } from '../../operator/site.ts';
import type { BadInput } from './bad-input.ts';

/** A file beside the sound ones. */
const BAD = 'pipelines/bad.yaml';

/** Every command that reads YAML ends the same way: the first that only looks, and one that would change Adobe. */
const COMMANDS = [['validate'], ['apply', '--yes']];

/** A sound environment, in lines. */
const SOUND = [
  'apiVersion: cai/v1',
  'kind: Environment',
  'metadata:',
  '  name: bad',
  '  description: Bad',
  'spec:',
  '  pipelines: [account-upgrade]',
  '  sandbox: prod',
];

/** The same with other lines in place of one, counted from 1. */
function withLine(number: number, ...lines: readonly string[]): string {
  return `${SOUND.toSpliced(number - 1, 1, ...lines).join('\n')}\n`;
}

/** Aliases that are ten times as many on every line. */
const BOMB = Array.from(
  { length: 12 },
  (_none, at) => `a${at}: &a${at} [${Array(10).fill(at === 0 ? 'x' : `*a${at - 1}`)}]`,
).join('\n');

interface YamlRow {
  readonly name: string;
  readonly text: string;
  readonly code: string;
  readonly at: string;
  readonly next: string;
}

/** Files that are text, and not the text of a pipeline. */
const TEXTS: readonly YamlRow[] = [
  { name: 'an empty file', text: '', code: 'empty-document', at: '1:1', next: 'or remove the file' },
  {
    name: 'a file with comments only',
    text: '# to be written\n',
    code: 'empty-document',
    at: '1:1',
    next: 'or remove the file',
  },
  {
    name: 'no YAML: prose',
    text: 'Dear all,\nplease find the pipeline attached: it is ready.\n',
    code: 'yaml-syntax',
    at: '1:1',
    next: 'Attributes stand on lines of their own',
  },
  {
    name: 'no YAML: a bracket that is never closed',
    text: withLine(7, '  pipelines: [account-upgrade'),
    code: 'yaml-syntax',
    at: '8:3',
    next: 'Close it with ] or }',
  },
  {
    name: 'tabs',
    text: withLine(4, '\tname: bad'),
    code: 'yaml-tab',
    at: '4:1',
    next: 'Replace the tab by two spaces',
  },
  {
    name: 'a key that stands twice',
    text: withLine(5, '  description: One', '  description: Two'),
    code: 'duplicate-key',
    at: '6:3',
    next: 'Remove one, or put both values in one list',
  },
  {
    name: 'anchors that expand without end',
    text: BOMB,
    code: 'alias-limit',
    at: '1:1',
    next: 'write its values out',
  },
  {
    name: 'an anchor that contains itself',
    text: 'spec: &spec\n  more: *spec\n',
    code: 'alias-limit',
    at: '2:9',
    next: 'Write the value out',
  },
  {
    name: 'a wrong apiVersion',
    text: withLine(1, 'apiVersion: cai/v2'),
    code: 'unknown-api-version',
    at: '1:13',
    next: 'cai/v1',
  },
  {
    name: 'a wrong kind',
    text: withLine(2, 'kind: Deployment'),
    code: 'unknown-kind',
    at: '2:7',
    next: 'Pipeline, Environment',
  },
  {
    name: 'an unknown attribute',
    text: withLine(8, '  sandbox: prod', '  tenent: _luma'),
    code: 'unknown-attribute',
    at: '9:3',
    next: 'did you mean: tenant?',
  },
  {
    name: 'an unknown tag',
    text: withLine(5, '  description: !secret bad'),
    code: 'unknown-tag',
    at: '5:16',
    next: 'Remove the tag',
  },
  {
    name: 'a number of 20 digits',
    text: withLine(5, '  description: 12345678901234567890'),
    code: 'unsafe-integer',
    at: '5:16',
    next: 'Put it in quotes',
  },
  {
    name: 'a credential',
    text: withLine(8, '  sandbox: prod', '  clientSecret: p8e-0123456789abcdefghij'),
    code: 'credential-in-yaml',
    at: '9:3',
    next: 'CAI_<ENV>_CLIENT_SECRET',
  },
];

/** A row for each text, as a file beside sound ones. */
export const YAML_INPUTS: readonly BadInput[] = TEXTS.map(({ name, text, code, at, next }) => ({
  name,
  spoil: async (site) => await writeBad(site, text),
  commands: COMMANDS,
  exit: 1,
  code,
  place: [`${BAD}:${at}`, ' 1 error'],
  next: [next],
  isLocal: true,
}));

/** Writes the bad file of a site. */
export async function writeBad(site: Site, content: string | Uint8Array): Promise<undefined> {
  await writeFile(join(site.repository, BAD), content);
  return undefined;
}

/** The text of the sound pipeline of a site. */
export async function readSound(site: Site): Promise<string> {
  return await readFile(join(site.repository, PIPELINE), 'utf8');
}
