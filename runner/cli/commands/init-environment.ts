import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { getErrno, makeFileError } from '../../host/index.ts';
import { credentialVariables, RunnerError, UsageError } from '../../model/index.ts';
import type { Repository } from '../../operations/index.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { openFiles } from '../open-repository.ts';
import { makeEnvironmentTemplate } from './environment-template.ts';

const FOLDER = 'pipelines/environments';
const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;
const LONGEST_NAME = 63;

/** `cai init --env NAME`: the commented document of a real environment, in a repository that is there. Writes over nothing. */
export async function runInitEnvironment(io: CommandIo, folder: string, name: string): Promise<number> {
  const target = resolve(io.cwd, folder);
  assertName(name);
  const entries = await readdir(target).catch((): readonly string[] => []);
  if (!entries.includes('pipelines')) {
    throw new RunnerError({
      code: 'init-refused',
      message: `${target} has no folder pipelines to add an environment to`,
      hint: 'Nothing was written. Make a repository first: cai init DIRECTORY',
    });
  }
  const repository = await openFiles(io, [join(target, 'pipelines')]);
  const file = join(target, FOLDER, `${name}.yaml`);
  assertFree(repository, name);
  const text = makeEnvironmentTemplate({
    name,
    schema: '../../schemas/environment.schema.json',
    pipelines: repository.pipelines.map(({ pipeline }) => pipeline.metadata.name).sort(),
    variables: listVariables(repository),
    backend: entries.includes('.git') ? 'git' : 'local',
  });
  await writeNew(file, text);
  io.stdout.write(renderNext(relative(io.cwd, file), name));
  return EXIT.done;
}

function assertName(name: string): void {
  if (NAME.test(name) && name.length <= LONGEST_NAME) return;
  throw new UsageError({
    message: `${JSON.stringify(name)} cannot be the name of an environment`,
    hint: 'Lower-case letters, digits and single hyphens between them: cai init --env prod',
  });
}

function assertFree({ environments }: Repository, name: string): void {
  const taken = environments.find(({ environment }) => environment.metadata.name === name);
  if (taken === undefined) return;
  throw refuse(`${taken.source.file} already has an environment "${name}"`);
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await mkdir(resolve(file, '..'), { recursive: true });
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    throw getErrno(error) === 'EEXIST'
      ? refuse(`${file} is there already`)
      : makeFileError(error, 'write', file);
  }
}

function refuse(message: string): RunnerError {
  return new RunnerError({
    code: 'init-refused',
    message,
    hint: 'Nothing was written. Choose another name, or change the file by hand.',
  });
}

function listVariables({ environments }: Repository): readonly string[] {
  return [
    ...new Set(environments.flatMap(({ environment }) => Object.keys(environment.spec.variables))),
  ].sort();
}

function renderNext(file: string, name: string): string {
  const { clientId, clientSecret, orgId } = credentialVariables(name);
  const commands = [
    ['cai validate', 'names what is left to fill in'],
    [`cai doctor --env ${name}`, 'says what is missing: credentials, rights, sandbox, services'],
    [`cai plan --env ${name}`, 'shows what would change; writes nothing'],
  ] as const;
  const width = Math.max(...commands.map(([command]) => command.length)) + 2;
  const [validate = '', ...others] = commands.map(([command, does]) => `  ${command.padEnd(width)}${does}`);
  return `Wrote ${file}, for a real Adobe organisation.

Next:
  Replace each <…> in it. Until then all commands refuse, for every environment
${validate}
  Set ${clientId}, ${clientSecret} and ${orgId}
${others.join('\n')}

docs/real-environment.md of the package has each step, and the rights that Adobe asks for.
`;
}
