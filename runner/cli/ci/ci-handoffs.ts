import { describeHandoffEnd, showHandoffs, syncHandoffIssues } from '../../operations/index.ts';
import { renderHandoffMarkdown } from '../../render/index.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { openRepository } from '../open-repository.ts';
import { withSession } from '../with-session.ts';
import { forEachEnvironment, tell } from './each-environment.ts';
import { type Ci, type CiOptions, withCi } from './open-ci.ts';

/** `cai ci handoffs`. */
export async function runCiHandoffs(io: CommandIo, options: CiOptions): Promise<number> {
  return await withCi(
    io,
    options,
    async (ci) => await forEachEnvironment(io, options, async (name) => await syncOne(io, options, ci, name)),
  );
}

async function syncOne(io: CommandIo, options: CiOptions, ci: Ci, name: string): Promise<number> {
  const opened = await openRepository(io, { dir: options.dir, env: name });
  const request = {
    environment: opened.environment,
    access: 'read-only',
    doing: 'Reading handoffs of',
  } as const;
  const { views, state } = await withSession(io, request, async (session) => {
    const shown = await showHandoffs(session, opened.desired, undefined);
    return { views: shown, state: await session.backend.read() };
  });
  // What only this look at Adobe opened is named anew by each look, and takes no answer until an apply records it.
  const recorded = views.filter(({ object }) => state.handoffs[object] !== undefined);
  const issues = await syncHandoffIssues(ci.forge, {
    login: ci.login,
    environment: name,
    views: recorded,
    clock: io.clock,
    link: ci.run.url,
    endOf: (object, openedAt) => describeHandoffEnd(state, object, openedAt),
  });
  const lines = recorded.map(({ object, address }) => `  ${address} ${issues.get(object) ?? ''}`.trimEnd());
  const count = recorded.length === 1 ? '1 open handoff' : `${recorded.length} open handoffs`;
  tell(io, options, [`${name}: ${count}`, ...lines].join('\n'));
  for (const view of recorded) await ci.summarize(`${renderHandoffMarkdown(view)}\n\n`);
  return EXIT.done;
}
