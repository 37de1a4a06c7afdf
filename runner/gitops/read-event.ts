import { asMembers, type Members, readJsonFile, readMember, readObject } from '../host/index.ts';
import { UsageError } from '../model/index.ts';
import type { EventContext } from './event-context.ts';
import {
  findCommit,
  makeEventError,
  needCommit,
  needEventObject,
  needId,
  needLogin,
  needRef,
  needText,
  needWord,
  type Variables,
} from './event-members.ts';

type Reader = (event: Members, variables: Variables) => EventContext;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['pull_request', readPullRequestEvent],
  ['pull_request_target', readPullRequestEvent],
  ['push', readPushEvent],
  ['schedule', () => ({ name: 'schedule' })],
  ['workflow_dispatch', readDispatchEvent],
  ['issue_comment', readCommentEvent],
  ['merge_group', readMergeGroupEvent],
]);

/**
 * Why this workflow runs.
 *
 * @param payload parsed JSON of the file that GITHUB_EVENT_PATH names; whoever opened a pull request wrote parts of it
 * @throws UsageError for an event that is missing, that the runner has no use for, or that is not what GitHub sends
 */
export function readEventContext(variables: Variables, payload: unknown): EventContext {
  const name = needVariable(variables, 'GITHUB_EVENT_NAME');
  const read = READERS.get(name);
  if (read === undefined) {
    throw new UsageError({
      code: 'workflow-event',
      message: `cai does nothing on the event of this workflow run (GITHUB_EVENT_NAME is none of ${[...READERS.keys()].join(', ')})`,
    });
  }
  const event = asMembers(payload);
  if (event === undefined) throw makeEventError('the content of GITHUB_EVENT_PATH', 'a JSON object');
  return read(event, variables);
}

/** The parsed event that GITHUB_EVENT_PATH names. */
export async function readEventPayload(variables: Variables): Promise<unknown> {
  const path = needVariable(variables, 'GITHUB_EVENT_PATH');
  const payload = await readJsonFile(path);
  if (payload !== undefined) return payload;
  throw new UsageError({ code: 'workflow-event', message: `GITHUB_EVENT_PATH names no file: ${path}` });
}

function needVariable(variables: Variables, name: string): string {
  const value = variables[name];
  if (value !== undefined && value !== '') return value;
  throw new UsageError({
    code: 'workflow-event',
    message: `${name} is not set`,
    hint: 'GitHub sets it in every step of a workflow: this command is for workflows only.',
  });
}

function readPullRequestEvent(event: Members): EventContext {
  const pull = needEventObject(event, 'pull_request');
  const head = needEventObject(pull, 'pull_request.head');
  const base = needEventObject(pull, 'pull_request.base');
  const mergeCommit = findCommit(pull, 'pull_request.merge_commit_sha');
  return {
    name: 'pull_request',
    action: needWord(event, 'action'),
    number: needId(pull, 'pull_request.number'),
    headCommit: needCommit(head, 'pull_request.head.sha'),
    baseRef: needRef(base, 'pull_request.base.ref'),
    baseCommit: needCommit(base, 'pull_request.base.sha'),
    ...(mergeCommit === undefined ? {} : { mergeCommit }),
    isFork: isFork(head, base),
  };
}

/** A head without a repository is a fork that was deleted. What cannot be told is a fork: they get the least. */
function isFork(head: Members, base: Members): boolean {
  const [from, to] = [head, base].map((one) => readMember(readObject(one, 'repo'), 'id'));
  return typeof from !== 'number' || from !== to;
}

function readPushEvent(event: Members): EventContext {
  const before = findCommit(event, 'before');
  const ref = needRef(event, 'ref');
  return {
    name: 'push',
    after: needCommit(event, 'after'),
    ref,
    ...(before === undefined ? {} : { before }),
  };
}

/** GitHub leaves inputs out that nobody gave, and all of them where the workflow has none. */
function readDispatchEvent(event: Members, variables: Variables): EventContext {
  const inputs = readMember(event, 'inputs') ?? {};
  const members = asMembers(inputs);
  if (members === undefined) throw makeEventError('inputs', 'an object');
  const entries = Object.entries(members).filter(([, value]) => value !== null);
  const texts = entries.map(([name, value]): [string, string] => {
    if (!['string', 'boolean', 'number'].includes(typeof value)) throw makeEventError('inputs', 'of texts');
    return [name, String(value)];
  });
  const actor = variables.GITHUB_ACTOR ?? '';
  const sender = actor === '' ? needEventObject(event, 'sender') : { login: actor };
  return {
    name: 'workflow_dispatch',
    inputs: Object.fromEntries(texts),
    actor: needLogin(sender, 'sender.login'),
  };
}

function readCommentEvent(event: Members): EventContext {
  const issue = needEventObject(event, 'issue');
  const comment = needEventObject(event, 'comment');
  return {
    name: 'issue_comment',
    action: needWord(event, 'action'),
    issue: needId(issue, 'issue.number'),
    isPullRequest: readObject(issue, 'pull_request') !== undefined,
    comment: needId(comment, 'comment.id'),
    body: needText(comment, 'comment.body'),
    author: needLogin(needEventObject(comment, 'comment.user'), 'comment.user.login'),
    authorAssociation: needWord(comment, 'comment.author_association'),
  };
}

function readMergeGroupEvent(event: Members): EventContext {
  const group = needEventObject(event, 'merge_group');
  return {
    name: 'merge_group',
    headCommit: needCommit(group, 'merge_group.head_sha'),
    baseCommit: needCommit(group, 'merge_group.base_sha'),
    baseRef: needRef(group, 'merge_group.base_ref').replace(/^refs\/heads\//, ''),
  };
}
