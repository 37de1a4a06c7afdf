import { renderIssue } from '../render/render-issue.ts';
import { nextId, nextNumber, type StoredIssue, tick, type World } from '../world.ts';
import { type Handler, needBody, needIssue, Refusal, readNames, replyPage } from './call.ts';

/** Pull requests are among them, as GitHub has it. */
const list: Handler = (call) => {
  const { world, places, url } = call;
  const state = url.searchParams.get('state') ?? 'open';
  const labels = (url.searchParams.get('labels') ?? '').split(',').filter((label) => label !== '');
  const has = (issue: StoredIssue, label: string): boolean =>
    issue.labels.some((one) => one.toLowerCase() === label.toLowerCase());
  const issues = [...world.issues.values()]
    .filter((issue) => state === 'all' || issue.isOpen === (state === 'open'))
    .filter((issue) => labels.every((label) => has(issue, label)))
    .sort((first, second) => first.createdAt - second.createdAt || first.number - second.number);
  if (url.searchParams.get('direction') !== 'asc') issues.reverse();
  return replyPage(call, issues, (issue) => renderIssue(places, world, issue));
};

const get: Handler = (call) => ({
  status: 200,
  body: renderIssue(call.places, call.world, needIssue(call)),
});

const create: Handler = (call) => {
  const { world, places, login, body } = call;
  const title = needTitle(body.title);
  const text = body.body === undefined ? null : needBody(body.body, 'Issue');
  const assignees = needAssignable(world, readNames(body.assignees) ?? []);
  const at = tick(world);
  const issue: StoredIssue = {
    id: nextId(world),
    number: nextNumber(world),
    author: login,
    title,
    body: text,
    labels: addLabels(world, readNames(body.labels) ?? []),
    assignees,
    isOpen: true,
    createdAt: at,
    updatedAt: at,
    closedAt: null,
  };
  world.issues.set(issue.number, issue);
  return { status: 201, body: renderIssue(places, world, issue) };
};

const update: Handler = (call) => {
  const { world, places, body } = call;
  const issue = needIssue(call);
  const assignees = readNames(body.assignees);
  const checked = assignees && needAssignable(world, assignees);
  if (body.title !== undefined) issue.title = needTitle(body.title);
  if (body.body !== undefined) issue.body = needBody(body.body, 'Issue');
  const labels = readNames(body.labels);
  if (labels) issue.labels = addLabels(world, labels);
  if (checked) issue.assignees = checked;
  const at = tick(world);
  if (body.state === 'open' || body.state === 'closed') {
    issue.isOpen = body.state === 'open';
    issue.closedAt = issue.isOpen ? null : at;
  }
  issue.updatedAt = at;
  return { status: 200, body: renderIssue(places, world, issue) };
};

/** Leaves out whoever cannot be assigned, without a word. */
const assign: Handler = (call) => {
  const { world, places, body } = call;
  const issue = needIssue(call);
  const added = (readNames(body.assignees) ?? []).filter((login) => isAssignable(world, login));
  issue.assignees = [...new Set([...issue.assignees, ...added])];
  issue.updatedAt = tick(world);
  return { status: 201, body: renderIssue(places, world, issue) };
};

function needTitle(title: unknown): string {
  if (typeof title === 'string' && title.trim() !== '') return title;
  throw new Refusal(422, 'Validation Failed', [{ resource: 'Issue', field: 'title', code: 'missing_field' }]);
}

function needAssignable(world: World, logins: readonly string[]): readonly string[] {
  const refused = logins.filter((login) => !isAssignable(world, login));
  if (refused.length === 0) return logins;
  throw new Refusal(
    422,
    'Validation Failed',
    refused.map((value) => ({ resource: 'Issue', field: 'assignees', code: 'invalid', value })),
  );
}

function isAssignable(world: World, login: string): boolean {
  return (world.collaborators.get(login) ?? 'none') !== 'none';
}

/** A label that is not there yet is made. */
function addLabels(world: World, labels: readonly string[]): readonly string[] {
  for (const label of labels) world.labels.add(label);
  return labels;
}

export const ISSUE_ROUTES: Readonly<Record<string, Handler>> = {
  'GET /repos/{owner}/{repo}/issues': list,
  'POST /repos/{owner}/{repo}/issues': create,
  'GET /repos/{owner}/{repo}/issues/{issue_number}': get,
  'PATCH /repos/{owner}/{repo}/issues/{issue_number}': update,
  'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees': assign,
};
