import { hasErrors } from '../../model/index.ts';
import { checkInputs, scopeInputs } from '../../operations/index.ts';
import { renderInputs, renderInputsJson } from '../../render/index.ts';
import type { CommonOptions } from '../common-options.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { openRepository } from '../open-repository.ts';
import { styleOf } from '../style-of.ts';
import { withSession } from '../with-session.ts';

/** `cai inputs check`: the findings are the result, so they go to stdout; exit 1 where one is an error, as `validate`. */
export async function runCheckInputs(
  io: CommandIo,
  names: readonly string[],
  options: CommonOptions,
): Promise<number> {
  const { repository, environment, desired } = await openRepository(io, options);
  const scope = scopeInputs(repository, environment, { desired, names });
  const checked = await withSession(
    io,
    { environment, access: 'read-only', doing: 'Checking inputs of' },
    async (session) => await checkInputs(session, scope),
  );
  const text =
    options.json === true ? renderInputsJson(checked) : renderInputs(checked, styleOf(io, io.stdout));
  io.stdout.write(`${text}\n`);
  return hasErrors(checked.diagnostics) ? EXIT.error : EXIT.done;
}
