import { type Diagnostic, hasErrors } from '../../model/index.ts';
import { validate } from '../../operations/index.ts';
import {
  renderDiagnostics,
  renderDiagnosticsJson,
  renderSarif,
  renderValidateSummary,
} from '../../render/index.ts';
import type { CommonOptions } from '../common-options.ts';
import { makeKinds } from '../compose.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { openFiles, openFilesOf } from '../open-repository.ts';
import { styleOf } from '../style-of.ts';

/** Options of `cai validate`. */
export interface ValidateOptions extends CommonOptions {
  readonly format: 'text' | 'github' | 'sarif';
}

/** `cai validate`: the diagnostics are the result, so they go to stdout. */
export async function runValidate(
  io: CommandIo,
  paths: readonly string[],
  options: ValidateOptions,
): Promise<number> {
  const files = paths.length > 0 ? paths : [options.dir];
  const { env } = options;
  const repository = env === undefined ? await openFiles(io, files) : await openFilesOf(io, files, env);
  const { diagnostics, summary } = validate(repository, makeKinds());
  const failed = hasErrors(diagnostics);
  if (options.json === true) {
    io.stdout.write(`${renderDiagnosticsJson(diagnostics)}\n`);
    return failed ? EXIT.error : EXIT.done;
  }
  if (options.format === 'sarif') {
    io.stdout.write(`${renderSarif(diagnostics, io)}\n`);
    return failed ? EXIT.error : EXIT.done;
  }
  if (options.format === 'github') {
    await writeAnnotations(io, diagnostics);
    return failed ? EXIT.error : EXIT.done;
  }
  const style = styleOf(io, io.stdout);
  if (diagnostics.length > 0) io.stdout.write(`${renderDiagnostics(diagnostics, style)}\n`);
  if (!failed) io.stdout.write(`${renderValidateSummary(summary, style)}\n`);
  return failed ? EXIT.error : EXIT.done;
}

/** GitHub shows some of the annotations beside the lines; all problems are in the log of the step, for people. */
async function writeAnnotations(io: CommandIo, diagnostics: readonly Diagnostic[]): Promise<void> {
  const { renderAnnotations } = await import('../../gitops/index.ts');
  for (const line of renderAnnotations(diagnostics)) io.stdout.write(`${line}\n`);
  if (diagnostics.length === 0) return;
  io.stderr.write(`${renderDiagnostics(diagnostics, styleOf(io, io.stderr))}\n`);
}
