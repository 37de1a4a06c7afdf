import { UsageError } from '../../model/index.ts';
import {
  type AnsweringEnvironment,
  answerComment,
  type CommentOutcome,
  type PlanAgain,
  parseComment,
} from '../../operations/index.ts';
import { commentMarker, type MarkedThing } from '../../render/index.ts';
import { composeBackend } from '../compose.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { openRepository } from '../open-repository.ts';
import { withSession } from '../with-session.ts';
import { listEnvironments, tell } from './each-environment.ts';
import { type Ci, type CiOptions, withCi } from './open-ci.ts';
import { waitForLock } from './patient-backend.ts';
import { rehearse } from './rehearsed-backend.ts';

/** Plans a pull request again because a comment asks for it. */
export type PlanPullRequest = (pullRequest: number, request: PlanAgain) => Promise<number>;

type CommentEvent = Extract<Ci['event'], { name: 'issue_comment' }>;

/** `cai ci comment`: what the comment of the event asks for. Whoever is given `plan` plans where it asks for that. */
export async function runCiComment(
  io: CommandIo,
  options: CiOptions,
  plan?: PlanPullRequest,
): Promise<number> {
  const answered = await withCi(io, options, async (ci) => {
    const event = needComment(ci);
    // Edited or deleted: a word counts as it was first written.
    if (event.action !== 'created' || parseComment(event.body).length === 0) return { event };
    const outcome = await answer(io, options, ci, event);
    await ci.setOutputs({ recorded: String(outcome.type === 'answered' ? outcome.recorded : 0) });
    return { event, outcome };
  });
  const { event, outcome } = answered;
  tell(io, options, `comment ${event.comment}: ${describe(outcome)}`);
  const again = outcome?.type === 'answered' ? outcome.planAgain : undefined;
  return again === undefined || plan === undefined ? EXIT.done : await plan(event.issue, again);
}

function needComment({ event }: Ci): CommentEvent {
  if (event?.name === 'issue_comment') return event;
  throw new UsageError({
    code: 'workflow-event',
    message: 'cai ci comment is for workflows that a comment starts',
    hint: 'Run it on: issue_comment, types: [created].',
  });
}

async function answer(
  io: CommandIo,
  options: CiOptions,
  ci: Ci,
  event: CommentEvent,
): Promise<CommentOutcome> {
  const { comment: id, author, body, issue, isPullRequest } = event;
  const names = await listEnvironments(io, options);
  const marked = isPullRequest ? undefined : await findMarked(ci, issue, names);
  const environments: AnsweringEnvironment[] = [];
  for (const name of marked === undefined ? names : [marked]) {
    environments.push(await openEnvironment(io, options, name));
  }
  const { forge, login } = ci;
  return await answerComment(forge, {
    login,
    comment: { id, author, body, issue },
    isPullRequest,
    environments,
  });
}

const MARKED: readonly MarkedThing[] = ['handoff', 'drift', 'unreviewed'];

/** The environment that an issue of ours is about. An issue of somebody else is about any, as a pull request is. */
async function findMarked(
  { forge, login }: Ci,
  issue: number,
  names: readonly string[],
): Promise<string | undefined> {
  const { author, body } = await forge.getIssue(issue);
  if (author !== login) return undefined;
  const starts = (name: string): readonly string[] =>
    MARKED.map((what) => commentMarker(what, name).slice(0, -'-->'.length));
  return names.find((name) => starts(name).some((start) => body.startsWith(start)));
}

async function openEnvironment(
  io: CommandIo,
  options: CiOptions,
  name: string,
): Promise<AnsweringEnvironment> {
  const opened = await openRepository(io, { dir: options.dir, env: name });
  const backend = composeBackend(io, opened.environment.environment);
  const { environment } = opened;
  const request = { environment, access: 'read-only', doing: 'Comparing with' } as const;
  const onRecord = (message: string): boolean =>
    io.stdout.write(`${JSON.stringify({ operation: 'record', environment: name, message })}\n`);
  return {
    name,
    readState: async () => await backend.read(),
    withSession: async (work) =>
      await withSession(io, request, async (session) => {
        const given =
          options.dryRun === true
            ? rehearse(session.backend, { ...io, onRecord })
            : waitForLock(session.backend, io);
        return await work({ ...session, backend: given }, opened.desired);
      }),
  };
}

function describe(outcome: CommentOutcome | undefined): string {
  if (outcome === undefined) return 'no command; nothing to do';
  if (outcome.type === 'no-right') return 'its author may not write to this repository; nothing was recorded';
  if (outcome.type === 'ignored') return `not heard (${outcome.why})`;
  const { recorded, problems, planAgain } = outcome;
  const parts = [
    `${recorded} recorded`,
    `${problems.length} not carried out`,
    ...(planAgain === undefined ? [] : ['the pull request is to be planned again']),
  ];
  return parts.join(', ');
}
