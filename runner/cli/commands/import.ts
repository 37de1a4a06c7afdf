import { writeFileAtomic } from '../../host/index.ts';
import { hasErrors, RunnerError } from '../../model/index.ts';
import { assertEdited, type Imported, importResource } from '../../operations/index.ts';
import { renderDiagnostics, renderImport, renderImportJson, renderImportNotes } from '../../render/index.ts';
import type { CommonOptions } from '../common-options.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { openRepository } from '../open-repository.ts';
import { styleOf } from '../style-of.ts';
import { withSession } from '../with-session.ts';

/** How `cai import` is asked. */
export interface ImportOptions extends CommonOptions {
  readonly pipeline?: string;
  readonly stdout?: boolean;
}

/** `cai import KIND ID`: writes a remote resource into the file of its pipeline, or prints it. Nothing changes in Adobe. */
export async function runImport(
  io: CommandIo,
  kind: string,
  id: string,
  options: ImportOptions,
): Promise<number> {
  const { repository, environment, desired } = await openRepository(io, options);
  const imported = await withSession(
    io,
    { environment, access: 'read-only', doing: 'Importing from' },
    async (session) =>
      await importResource(session, {
        repository,
        options: { paths: [options.dir], load: { baseDirectory: io.cwd }, runnerVersion: io.version },
        environment: environment.environment.metadata.name,
        desired,
        kind,
        id,
        isPrinted: options.stdout === true,
        ...(options.pipeline === undefined ? {} : { pipeline: options.pipeline }),
      }),
  );
  const isWritten = options.stdout !== true;
  if (isWritten) await write(io, imported);
  const report = { ...imported, isWritten };
  if (options.json === true) io.stdout.write(`${renderImportJson(report)}\n`);
  else if (isWritten) io.stdout.write(`${renderImport(report, styleOf(io, io.stdout))}\n`);
  else {
    io.stdout.write(imported.snippet);
    io.stderr.write(`${renderImportNotes(report, styleOf(io, io.stderr))}\n`);
  }
  return EXIT.done;
}

async function write(io: CommandIo, imported: Imported): Promise<void> {
  const { path, text, diagnostics } = assertEdited(imported);
  if (hasErrors(diagnostics)) {
    io.stderr.write(`${renderDiagnostics(diagnostics, styleOf(io, io.stderr))}\n`);
    throw new RunnerError({
      code: 'import-invalid',
      message: `with ${imported.address} the YAML would have the errors that are listed above; nothing was written`,
      hint: 'Print the YAML with --stdout, mend it, and put it into the file by hand.',
    });
  }
  await writeFileAtomic(path, text, { keepsMode: true });
}
