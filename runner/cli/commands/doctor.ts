import { doctor } from '../../operations/index.ts';
import { renderDoctor, renderDoctorJson } from '../../render/index.ts';
import type { CommonOptions } from '../common-options.ts';
import { composeDoctor } from '../doctor/compose-doctor.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { chooseOpened, openFiles } from '../open-repository.ts';
import { withProgress } from '../progress.ts';
import { styleOf } from '../style-of.ts';

/** `cai doctor`: the findings are the result, so they go to stdout; exit 1 where one is a problem. */
export async function runDoctor(io: CommandIo, options: CommonOptions): Promise<number> {
  const repository = await openFiles(io, [options.dir]);
  const environment = chooseOpened(io, repository, options.env);
  const { name } = environment.environment.metadata;
  const report = await withProgress(io, { title: `Examining ${name}`, asks: false }, async () => {
    const { probes, close } = await composeDoctor(io, repository, environment);
    try {
      return await doctor(probes);
    } finally {
      await close();
    }
  });
  const text =
    options.json === true ? renderDoctorJson(report) : renderDoctor(report, styleOf(io, io.stdout));
  io.stdout.write(`${text}\n`);
  return report.checks.some(({ status }) => status === 'problem') ? EXIT.error : EXIT.done;
}
