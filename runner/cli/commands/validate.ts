import { hasErrors, resolveFor } from '../../operations/index.ts';
import { renderDiagnostics, renderDiagnosticsJson, renderValidateSummary } from '../../render/index.ts';
import { makeKinds } from '../compose.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { openFiles } from '../open-repository.ts';
import type { CommonOptions } from '../program.ts';
import { styleOf } from '../style-of.ts';
import { summarizeRepository } from '../summarize-repository.ts';

/** `cai validate`: the diagnostics are the result, so they go to stdout. */
export async function runValidate(
  io: CommandIo,
  paths: readonly string[],
  options: CommonOptions,
): Promise<number> {
  const repository = await openFiles(io, paths.length > 0 ? paths : [options.dir]);
  const kinds = makeKinds();
  const resolved = hasErrors(repository.diagnostics)
    ? []
    : repository.environments.map((environment) => resolveFor(repository, environment, kinds));
  const diagnostics = [...repository.diagnostics, ...resolved.flatMap((one) => one.diagnostics)];
  const failed = hasErrors(diagnostics);
  if (options.json === true) {
    io.stdout.write(`${renderDiagnosticsJson(diagnostics)}\n`);
  } else {
    const style = styleOf(io, io.stdout);
    if (diagnostics.length > 0) io.stdout.write(`${renderDiagnostics(diagnostics, style)}\n`);
    if (!failed) io.stdout.write(`${renderValidateSummary(summarizeRepository(repository, kinds), style)}\n`);
  }
  return failed ? EXIT.error : EXIT.done;
}
