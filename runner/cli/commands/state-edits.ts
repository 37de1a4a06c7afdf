import { moveState, rebuildState } from '../../operations/index.ts';
import {
  renderStateMove,
  renderStateMoveJson,
  renderStateRebuild,
  renderStateRebuildJson,
} from '../../render/index.ts';
import { askYes } from '../ask-yes.ts';
import type { CommonOptions } from '../common-options.ts';
import { composeBackend, nameOf } from '../compose.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { openRepository } from '../open-repository.ts';
import { styleOf } from '../style-of.ts';
import { withSession } from '../with-session.ts';

/** `cai state mv FROM TO`: asks nothing of Adobe. */
export async function runMove(
  io: CommandIo,
  from: string,
  to: string,
  options: CommonOptions,
): Promise<number> {
  const { environment, desired, kinds } = await openRepository(io, options);
  const backend = composeBackend(io, environment.environment);
  const moved = await moveState({ backend, by: nameOf(io), kinds }, desired, { from, to });
  const style = styleOf(io, io.stdout);
  const { name } = environment.environment.metadata;
  io.stdout.write(
    options.json === true
      ? `${renderStateMoveJson(moved)}\n`
      : `${renderStateMove({ ...moved, environment: name }, style)}\n`,
  );
  return EXIT.done;
}

/** How `cai state rebuild` is asked. */
interface RebuildOptions extends CommonOptions {
  readonly yes?: boolean;
  readonly addMissing?: boolean;
}

/** `cai state rebuild`: reads Adobe, shows what it found, asks, writes. */
export async function runRebuild(io: CommandIo, options: RebuildOptions): Promise<number> {
  const { environment, desired } = await openRepository(io, options);
  const refusals: string[] = [];
  const rebuilt = await withSession(
    io,
    { environment, access: 'read-only', doing: 'Rebuilding the state of', asks: options.yes !== true },
    async (session) =>
      await rebuildState(session, {
        desired,
        addsMissing: options.addMissing === true,
        confirm: async (found) => {
          if (options.yes === true) return true;
          io.stderr.write(`\n${renderStateRebuild(found, styleOf(io, io.stderr))}\n\n`);
          if (io.stdin.isTTY === true) return await askYes(io, 'Write this to the state?');
          const more = options.addMissing === true ? ' --add-missing' : '';
          refusals.push(
            `There is no terminal to ask on. Nothing was written.\nWrite it with: cai state rebuild --env ${found.environment}${more} --yes`,
          );
          return false;
        },
      }),
  );
  if (rebuilt.lost.some(({ isUnread }) => isUnread))
    refusals.push(
      'Adobe could not be read in part, so nothing was written. When that is mended, run it again.',
    );
  const style = styleOf(io, io.stdout);
  io.stdout.write(
    options.json === true
      ? `${renderStateRebuildJson(rebuilt)}\n`
      : `${renderStateRebuild(rebuilt, style)}\n`,
  );
  for (const refusal of refusals) io.stderr.write(`${refusal}\n`);
  return refusals.length > 0 ? EXIT.error : EXIT.done;
}
