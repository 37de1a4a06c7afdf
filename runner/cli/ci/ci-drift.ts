import { hasErrors } from '../../model/index.ts';
import { type DriftIssueOutcome, drift, syncDriftIssue } from '../../operations/index.ts';
import { renderDiagnostics } from '../../render/index.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { openRepository } from '../open-repository.ts';
import { styleOf } from '../style-of.ts';
import { withSession } from '../with-session.ts';
import { forEachEnvironment, tell } from './each-environment.ts';
import { type Ci, type CiOptions, withCi } from './open-ci.ts';

/** How `ci drift` looks. */
export interface CiDriftOptions extends CiOptions {
  readonly full?: boolean;
}

const OUTCOMES: Readonly<Record<DriftIssueOutcome, string>> = {
  created: 'drift; an issue was opened',
  updated: 'drift; its issue says it anew',
  reopened: 'drift; its issue was opened again',
  unchanged: 'drift; its issue says so already',
  closed: 'no drift; its issue was closed',
  none: 'no drift',
  unsure: 'no drift was found, but not everything could be read; nothing was closed',
};

/** `cai ci drift`: exit 0 also where there is drift, for the issue tells it; 1 where something could not be read. */
export async function runCiDrift(io: CommandIo, options: CiDriftOptions): Promise<number> {
  return await withCi(
    io,
    options,
    async (ci) => await forEachEnvironment(io, options, async (name) => await syncOne(io, options, ci, name)),
  );
}

async function syncOne(io: CommandIo, options: CiDriftOptions, ci: Ci, name: string): Promise<number> {
  const opened = await openRepository(io, { dir: options.dir, env: name });
  const report = await withSession(
    io,
    { environment: opened.environment, access: 'read-only', doing: 'Looking for drift in' },
    async (session) =>
      await drift(session, opened.desired, opened.diagnostics, options.full === true ? 'full' : 'needed'),
  );
  const { outcome, url, text } = await syncDriftIssue(ci.forge, {
    login: ci.login,
    report,
    link: ci.run.url,
  });
  tell(io, options, `${name}: ${OUTCOMES[outcome]}${url === undefined || url === '' ? '' : ` (${url})`}`);
  await ci.summarize(`${text.body}\n`);
  if (!hasErrors(report.plan.diagnostics)) return EXIT.done;
  io.stderr.write(`${renderDiagnostics(report.plan.diagnostics, styleOf(io, io.stderr))}\n`);
  return EXIT.error;
}
