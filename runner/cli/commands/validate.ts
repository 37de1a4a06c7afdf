import { hasErrors } from '../../model/index.ts';
import { validate } from '../../operations/index.ts';
import { renderDiagnostics, renderDiagnosticsJson, renderValidateSummary } from '../../render/index.ts';
import type { CommonOptions } from '../common-options.ts';
import { makeKinds } from '../compose.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { openFiles } from '../open-repository.ts';
import { styleOf } from '../style-of.ts';

/** `cai validate`: the diagnostics are the result, so they go to stdout. */
export async function runValidate(
  io: CommandIo,
  paths: readonly string[],
  options: CommonOptions,
): Promise<number> {
  const repository = await openFiles(io, paths.length > 0 ? paths : [options.dir]);
  const { diagnostics, summary } = validate(repository, makeKinds());
  const failed = hasErrors(diagnostics);
  if (options.json === true) {
    io.stdout.write(`${renderDiagnosticsJson(diagnostics)}\n`);
    return failed ? EXIT.error : EXIT.done;
  }
  const style = styleOf(io, io.stdout);
  if (diagnostics.length > 0) io.stdout.write(`${renderDiagnostics(diagnostics, style)}\n`);
  if (!failed) io.stdout.write(`${renderValidateSummary(summary, style)}\n`);
  return failed ? EXIT.error : EXIT.done;
}
