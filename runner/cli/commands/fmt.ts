import { writeFileAtomic } from '../../host/index.ts';
import { readGiven, readSources, type SourceTexts } from '../../load/index.ts';
import { type Diagnostic, hasErrors, UsageError } from '../../model/index.ts';
import { type FormattedSource, formatSources } from '../../operations/index.ts';
import {
  type FormatReport,
  renderDiagnostics,
  renderDiagnosticsJson,
  renderFormatJson,
  renderFormatList,
  renderFormatSummary,
  renderLeftAsWritten,
} from '../../render/index.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { readStdin } from '../read-stdin.ts';
import { styleOf } from '../style-of.ts';

/** How `cai fmt` is asked. */
export interface FmtOptions {
  readonly dir: string;
  readonly check?: boolean;
  readonly json?: boolean;
}

/**
 * `cai fmt`: writes YAML files in their one form and lists the ones that were not in it; `--check` only lists them, and exits 1 where
 * there is one. A file that has to stay as it was written is not in its one form, so it exits 1 for that too. Where any file is not well-formed, its problems are said and no file is written.
 */
export async function runFmt(io: CommandIo, paths: readonly string[], options: FmtOptions): Promise<number> {
  const isGiven = paths.includes('-');
  if (isGiven) refuseBesideStdin(paths, options);
  const { files, diagnostics } = formatSources(await read(io, paths, options));
  if (hasErrors(diagnostics)) {
    tellBroken(io, diagnostics, options);
    return EXIT.error;
  }
  const isCheck = options.check === true;
  if (!isCheck) await write(io, files);
  // What was given goes to stdout again, which the list would be mixed with.
  if (isGiven && !isCheck) tellLeft(io, files);
  else tell(io, { files, isCheck }, options);
  const isMissed = files.some(
    ({ isChanged, asWritten }) => asWritten !== undefined || (isCheck && isChanged),
  );
  return isMissed ? EXIT.error : EXIT.done;
}

function refuseBesideStdin(paths: readonly string[], { json = false }: FmtOptions): void {
  if (paths.length === 1 && !json) return;
  throw new UsageError({
    message: `- reads one text from stdin, and goes with no ${json ? '--json' : 'other path'}`,
    hint: 'For example: cai fmt - < pipelines/account-upgrade.yaml',
  });
}

async function read(io: CommandIo, paths: readonly string[], { dir }: FmtOptions): Promise<SourceTexts> {
  if (paths.includes('-')) return readGiven(await readStdin(io));
  return await readSources(paths.length > 0 ? paths : [dir], { baseDirectory: io.cwd });
}

async function write(io: CommandIo, files: readonly FormattedSource[]): Promise<void> {
  for (const { path, text, isChanged } of files) {
    if (path === undefined) io.stdout.write(text);
    else if (isChanged) await writeFileAtomic(path, text, { keepsMode: true });
  }
}

function tellBroken(io: CommandIo, diagnostics: readonly Diagnostic[], { json }: FmtOptions): void {
  if (json === true) {
    io.stdout.write(`${renderDiagnosticsJson(diagnostics)}\n`);
    return;
  }
  io.stderr.write(`${renderDiagnostics(diagnostics, styleOf(io, io.stderr))}\n`);
  io.stderr.write('\nNothing was formatted. Mend what is listed above first.\n');
}

function tellLeft(io: CommandIo, files: readonly FormattedSource[]): void {
  for (const line of renderLeftAsWritten(files)) io.stderr.write(`${line}\n`);
}

/** The list is the result, so that it can be piped; the rest is said beside it. */
function tell(io: CommandIo, report: FormatReport, { json }: FmtOptions): void {
  if (json === true) {
    io.stdout.write(`${renderFormatJson(report)}\n`);
    return;
  }
  io.stdout.write(renderFormatList(report));
  io.stderr.write(`${renderFormatSummary(report)}\n`);
}
