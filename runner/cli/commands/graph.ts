import { graph } from '../../operations/index.ts';
import { renderGraph, renderGraphJson } from '../../render/index.ts';
import type { CommonOptions } from '../common-options.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { openRepository } from '../open-repository.ts';

/** `cai graph`: what depends on what, as YAML has it. */
export async function runGraph(
  io: CommandIo,
  pipelines: readonly string[],
  options: CommonOptions,
): Promise<number> {
  const { desired, kinds } = await openRepository(io, options);
  const made = graph(desired, kinds, pipelines);
  io.stdout.write(`${options.json === true ? renderGraphJson(made) : renderGraph(made)}\n`);
  return EXIT.done;
}
