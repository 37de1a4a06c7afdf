import { hasErrors } from '../../model/index.ts';
import { type Drift, drift } from '../../operations/index.ts';
import { renderDrift, renderDriftJson } from '../../render/index.ts';
import type { CommonOptions } from '../common-options.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { openRepository } from '../open-repository.ts';
import { styleOf } from '../style-of.ts';
import { withSession } from '../with-session.ts';

/** `cai drift`: exit 2 when anything was changed behind the runner's back. */
export async function runDrift(
  io: CommandIo,
  options: CommonOptions & { readonly full?: boolean },
): Promise<number> {
  const opened = await openRepository(io, options);
  const found = await withSession(
    io,
    {
      environment: opened.environment,
      access: 'read-only',
      doing: 'Looking for drift in',
      hasFailed: ({ plan }: Drift) => hasErrors(plan.diagnostics),
    },
    async (session) => {
      return await drift(
        session,
        opened.desired,
        opened.diagnostics,
        options.full === true ? 'full' : 'needed',
      );
    },
  );
  io.stdout.write(
    options.json === true ? `${renderDriftJson(found)}\n` : `${renderDrift(found, styleOf(io, io.stdout))}\n`,
  );
  if (hasErrors(found.plan.diagnostics)) return EXIT.error;
  return found.changes.length > 0 ? EXIT.differences : EXIT.done;
}
