import type { ApplySummary, Plan, State } from '../../model/index.ts';
import {
  type Acceptance,
  acceptSavedPlan,
  apply,
  wasAccepted,
  withoutResources,
} from '../../operations/index.ts';
import { renderApply, renderApplyJson, renderPartial, renderPlan } from '../../render/index.ts';
import { askYes } from '../ask-yes.ts';
import type { CommonOptions } from '../common-options.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { type OpenedRepository, openRepository } from '../open-repository.ts';
import { readPlan } from '../read-plan.ts';
import { styleOf } from '../style-of.ts';
import { withSession } from '../with-session.ts';

interface ApplyOptions extends CommonOptions {
  readonly yes?: boolean;
  readonly acknowledge?: string;
  readonly detailedExitcode?: boolean;
}

interface DesiredOptions extends ApplyOptions {
  readonly verb: 'apply' | 'destroy';
}

/** `cai apply`: continues what is open, then the saved plan, or what a person accepts. */
export async function runApply(
  io: CommandIo,
  file: string | undefined,
  options: ApplyOptions,
): Promise<number> {
  const saved = file === undefined ? undefined : await readPlan(io, file);
  if (saved?.partial !== undefined)
    io.stderr.write(`${renderPartial(saved.partial, styleOf(io, io.stderr))}\n${GOES_ON}\n`);
  const opened = await openRepository(io, {
    ...options,
    ...(saved === undefined ? {} : { env: saved.environment }),
  });
  return await applyDesired(io, opened, { ...options, verb: 'apply' }, saved);
}

/** `cai destroy`: the same, with nothing desired. */
export async function runDestroy(io: CommandIo, options: ApplyOptions): Promise<number> {
  const opened = await openRepository(io, options);
  const emptied = { ...opened, desired: withoutResources(opened.desired) };
  return await applyDesired(io, emptied, { ...options, verb: 'destroy', detailedExitcode: true }, undefined);
}

async function applyDesired(
  io: CommandIo,
  opened: OpenedRepository,
  options: DesiredOptions,
  saved: Plan | undefined,
): Promise<number> {
  const { desired, diagnostics } = opened;
  const refusals: string[] = [];
  const summary = await withSession(
    io,
    {
      environment: opened.environment,
      access: 'read-write',
      doing: options.verb === 'destroy' ? 'Destroying' : 'Applying',
      asks: options.yes !== true,
      hasFailed: (summary: ApplySummary) => applyExitCode(summary, false) === EXIT.error,
    },
    async (session) => {
      return await apply(session, {
        desired,
        diagnostics,
        ...(options.acknowledge === undefined ? {} : { acknowledged: options.acknowledge }),
        verb: options.verb,
        ...(saved === undefined
          ? { confirm: async (plan: Plan) => await confirm(io, plan, options, refusals) }
          : { reviewed: (state: State) => acceptSaved(io, saved, state, options.acknowledge) }),
      });
    },
  );
  if (options.json === true) io.stdout.write(`${renderApplyJson(summary)}\n`);
  else io.stdout.write(`${renderApply(summary, styleOf(io, io.stdout))}\n`);
  for (const refusal of refusals) io.stderr.write(`${refusal}\n`);
  if (refusals.length > 0) return EXIT.error;
  const code = applyExitCode(summary, options.detailedExitcode === true);
  return code === EXIT.done && saved !== undefined && isOutdated(saved, summary) ? EXIT.refused : code;
}

function acceptSaved(io: CommandIo, saved: Plan, state: State, acknowledged: string | undefined): Acceptance {
  if (wasAccepted(saved, state)) io.stderr.write(`${ACCEPTED_BEFORE}\n`);
  return acceptSavedPlan(saved, state, acknowledged);
}

/** Whether the YAML asks for something else by now than a saved plan did. */
function isOutdated({ manifest }: Plan, { superseded }: ApplySummary): boolean {
  const planned = new Set(manifest.lines.map(({ address }) => address));
  return superseded.some(({ address }) => planned.has(address));
}

const ACCEPTED_BEFORE =
  'This plan was applied before: nothing of it is accepted again, and what is open of it goes on.';
const GOES_ON = '  What was accepted before goes on all the same.';
const GIVEN_UP = 'Open changes are given up; what people began for them becomes a handoff to undo it.';

/** Shows what is new and asks. Without a terminal there is nobody to ask: nothing new is accepted then. */
async function confirm(
  io: CommandIo,
  plan: Plan,
  options: DesiredOptions,
  refusals: string[],
): Promise<boolean> {
  if (options.yes === true || options.acknowledge === plan.manifest.digest) return true;
  io.stderr.write(`\n${renderPlan(plan, styleOf(io, io.stderr), { asks: true })}\n`);
  if (options.verb === 'destroy') io.stderr.write(`\n${GIVEN_UP}\n`);
  if (io.stdin.isTTY !== true) {
    const or = options.verb === 'apply' ? ', or apply a plan saved with: cai plan --out FILE' : '';
    refusals.push(
      `There are changes that nobody accepted, and no terminal to ask on. Nothing new was done.\nAccept them with --yes${or}`,
    );
    return false;
  }
  return await askYes(io, 'Carry out these changes?');
}

/** Failures first, then what was refused, then what people or runs have to do, where that is asked for. */
export function applyExitCode(summary: ApplySummary, detailed: boolean): number {
  if (summary.interrupted) return EXIT.interrupted;
  if (summary.failed.length > 0) return EXIT.error;
  if (summary.plan?.diagnostics.some((diagnostic) => diagnostic.severity === 'error') === true)
    return EXIT.error;
  const forbidden = summary.plan?.changes.some(
    ({ readiness }) => readiness.status === 'blocked' && (readiness.by === 'rule' || readiness.by === 'gate'),
  );
  if (summary.refused.length > 0 || forbidden === true) return EXIT.refused;
  const isAccepted = (summary.plan?.manifest.lines.length ?? 0) === 0;
  const open = summary.handoffs.length > 0 || summary.waiting.length > 0 || !isAccepted;
  return detailed && open ? EXIT.open : EXIT.done;
}
