import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { RunnerError } from '../../model/index.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';

const IGNORED = '.cai/\nscores/\nnode_modules/\n';

/** `cai init`: a repository that works at once on the emulator. Refuses a folder that already has pipelines. */
export async function runInit(io: CommandIo, folder: string): Promise<number> {
  const target = resolve(io.cwd, folder);
  await mkdir(target, { recursive: true });
  const there = await readdir(target);
  const taken = ['pipelines', 'schemas', '.gitignore'].filter((name) => there.includes(name));
  if (taken.length > 0) {
    throw new RunnerError({
      code: 'init-refused',
      message: `${target} already has ${taken.join(', ')}`,
      hint: 'Nothing was written. Choose an empty folder.',
    });
  }
  for (const name of ['pipelines', 'schemas']) {
    await cp(join(io.packageFolder, name), join(target, name), { recursive: true });
  }
  await writeFile(join(target, '.gitignore'), IGNORED, { flag: 'wx' });
  const shown = relative(io.cwd, target);
  const enter = shown === '' ? '' : `  cd ${shown}\n`;
  io.stdout.write(
    `Made a repository with the environment "demo" and two pipelines.\n\nNext:\n${enter}  cai emulator          in a second terminal: Adobe on this machine\n  cai validate\n  cai plan\n  cai apply\n`,
  );
  return EXIT.done;
}
