import type { Forge, ForgeComment, Reaction } from '../../model/index.ts';
import { findMarked } from '../../render/index.ts';
import { answerHandoff } from './answer-handoff.ts';
import {
  answerMarker,
  type CommentProblem,
  renderCommentAnswer,
  renderNoRight,
} from './comment-answer-text.ts';
import type { CommentCommand } from './comment-command.ts';
import type { AnsweringEnvironment } from './find-environment.ts';
import { parseComment } from './parse-comment.ts';

/** A comment as it was delivered, and where it stands. */
export interface CommentRequest {
  readonly login: string;
  readonly comment: Pick<ForgeComment, 'id' | 'author' | 'body'> & { readonly issue: number };
  readonly isPullRequest: boolean;
  readonly environments: readonly AnsweringEnvironment[];
}

/** What the caller is to do: plan the pull request again, with the brake acknowledged for these digests. */
export interface PlanAgain {
  readonly acknowledged: readonly string[];
}

/** What became of a comment. */
export type CommentOutcome =
  | {
      readonly type: 'ignored';
      readonly why: 'no-command' | 'bot' | 'deleted-or-edited' | 'answered-before';
    }
  | { readonly type: 'no-right' }
  | {
      readonly type: 'answered';
      /** Answers to handoffs that were recorded. */
      readonly recorded: number;
      readonly problems: readonly CommentProblem[];
      readonly planAgain?: PlanAgain;
    };

/**
 * Carries out the commands of a comment in the name of its author, who must be allowed to write. A reaction says how it went; a
 * comment only what went wrong. The same comment again does no harm. One that was edited is not heard: others may have edited it.
 */
export async function answerComment(forge: Forge, request: CommentRequest): Promise<CommentOutcome> {
  const { login, comment } = request;
  const { author, body, id, issue } = comment;
  if (author === login || author.endsWith('[bot]')) return { type: 'ignored', why: 'bot' };
  const commands = parseComment(body);
  if (commands.length === 0) return { type: 'ignored', why: 'no-command' };
  const comments = await forge.listComments(issue);
  const written = comments.find((known) => known.id === id);
  if (written === undefined || !isSameBody(written.body, body) || written.author !== author) {
    return { type: 'ignored', why: 'deleted-or-edited' };
  }
  if (findMarked(comments, answerMarker(id)).some((known) => known.author === login)) {
    return { type: 'ignored', why: 'answered-before' };
  }
  if (!(await forge.canWrite(author))) {
    await forge.react(id, 'confused');
    await forge.createComment(issue, renderNoRight(comment));
    return { type: 'no-right' };
  }
  const outcome = await carryOut(forge, request, { commands, written });
  await forge.react(id, reactionTo(commands, outcome));
  if (outcome.problems.length > 0) {
    await forge.createComment(issue, renderCommentAnswer(comment, outcome.problems));
  }
  return outcome;
}

type Answered = Extract<CommentOutcome, { type: 'answered' }>;

async function carryOut(
  forge: Forge,
  { comment, environments, isPullRequest }: CommentRequest,
  { commands, written }: { readonly commands: readonly CommentCommand[]; readonly written: ForgeComment },
): Promise<Answered> {
  const problems: CommentProblem[] = [];
  const acknowledged: string[] = [];
  let recorded = 0;
  let plans = false;
  for (const command of commands) {
    if (command.type === 'malformed') {
      problems.push({ message: command.why, hint: command.form });
    } else if (command.type === 'attest' || command.type === 'decline') {
      const problem = await answerHandoff(environments, command, written).catch(async (error: unknown) => {
        // The workflow fails and may be started again: only whoever waits for an answer is told.
        await forge.react(comment.id, 'confused').catch(() => undefined);
        throw error;
      });
      if (problem === undefined) recorded += 1;
      else problems.push(problem);
    } else if (isPullRequest) {
      plans = true;
      if (command.type === 'acknowledge') acknowledged.push(command.digest);
    } else {
      problems.push({ message: `/cai ${command.type} is for pull requests` });
    }
  }
  return { type: 'answered', recorded, problems, ...(plans ? { planAgain: { acknowledged } } : {}) };
}

function reactionTo(commands: readonly CommentCommand[], { recorded, problems }: Answered): Reaction {
  if (commands.some(({ type }) => type === 'malformed')) return 'confused';
  if (problems.length > 0) return '-1';
  return recorded > 0 ? '+1' : 'eyes';
}

function isSameBody(first: string, second: string): boolean {
  const plain = (text: string): string => text.replaceAll('\r\n', '\n').trim();
  return plain(first) === plain(second);
}
