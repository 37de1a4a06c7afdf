import { resolve } from 'node:path';
import { writeFileAtomic } from '../../host/index.ts';
import { hasErrors, type Plan } from '../../model/index.ts';
import { plan, scopeInputs } from '../../operations/index.ts';
import { type PlanTextOptions, renderPlan, renderPlanJson, renderPlanMarkdown } from '../../render/index.ts';
import type { CommonOptions } from '../common-options.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { openRepository } from '../open-repository.ts';
import { styleOf } from '../style-of.ts';
import { withSession } from '../with-session.ts';

/** Options of `cai plan`. */
export interface PlanOptions extends CommonOptions {
  readonly out?: string;
  readonly detailedExitcode?: boolean;
  readonly target?: readonly string[];
  readonly format: 'text' | 'md';
}

/** `cai plan`: reads, compares, prints; optionally saves. */
export async function runPlan(io: CommandIo, options: PlanOptions): Promise<number> {
  const opened = await openRepository(io, options);
  const made = await withSession(
    io,
    {
      environment: opened.environment,
      access: 'read-only',
      doing: 'Planning',
      hasFailed: (made: Plan) => hasErrors(made.diagnostics),
    },
    async (session) => {
      const inputs = scopeInputs(opened.repository, opened.environment, { desired: opened.desired });
      const targets = [...new Set(options.target ?? [])];
      return await plan(session, opened.desired, opened.diagnostics, { inputs, targets });
    },
  );
  const json = renderPlanJson(made);
  if (options.out !== undefined) await writeFileAtomic(resolve(io.cwd, options.out), `${json}\n`);
  const file = options.out === undefined ? {} : { file: options.out };
  io.stdout.write(`${options.json === true ? json : planText(io, made, options.format, file)}\n`);
  return planExitCode(made, options.detailedExitcode === true);
}

/** Errors first, then what a rule refuses, then differences where they are asked for. */
export function planExitCode(made: Plan, detailed: boolean): number {
  if (hasErrors(made.diagnostics)) return EXIT.error;
  const refused = made.changes.some(
    ({ readiness }) => readiness.status === 'blocked' && readiness.by === 'rule',
  );
  if (refused || made.brake !== undefined) return EXIT.refused;
  return detailed && made.changes.length > 0 ? EXIT.differences : EXIT.done;
}

/** A plan as people read it: in a terminal, or where Markdown is shown. */
export function planText(
  io: CommandIo,
  made: Plan,
  format: 'text' | 'md',
  options: PlanTextOptions = {},
): string {
  return format === 'md' ? renderPlanMarkdown(made) : renderPlan(made, styleOf(io, io.stdout), options);
}
