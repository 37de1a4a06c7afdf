import type { Value, ValueObject } from './expression/index.ts';

/** The repository of every event. */
export const REPOSITORY = 'luma/pipelines';

/** An event, and what GitHub sets because of it. */
export interface WorkflowEvent {
  readonly name: 'pull_request' | 'push' | 'schedule' | 'issue_comment' | 'workflow_dispatch' | 'merge_group';
  readonly payload: ValueObject;
  /** The commit that the run is about. */
  readonly sha: string;
  /** With `refs/…`. */
  readonly ref: string;
  /** Of a pull request. */
  readonly headRef?: string;
  readonly baseRef?: string;
  readonly actor: string;
  /** A pull request from elsewhere: it may write nothing and knows no secrets. */
  readonly isFork?: boolean;
  /** For workflows that narrow an event by `paths`. */
  readonly changedFiles?: readonly string[];
}

/** Names that git allows for a branch, and that a shell or Markdown would take for something else. */
export const HOSTILE_BRANCHES: readonly string[] = [
  'x$(touch${IFS}pwned)',
  'x`touch${IFS}pwned`',
  `x';touch\${IFS}pwned;'`,
  'x";touch${IFS}pwned;"',
  'x&touch${IFS}pwned&',
  'x|touch${IFS}pwned',
  "x'||touch${IFS}pwned||'",
  '${{github.token}}',
];

/** A text that tries everything at once: shell, Markdown, HTML, commands of workflows, files of a step. */
export const HOSTILE_TEXT = [
  '$(touch pwned)',
  '`touch pwned`',
  `'; touch pwned; '`,
  '"; touch pwned; "',
  '| touch pwned',
  '${{ github.token }}',
  '::add-mask::cai',
  '::set-output name=a::b',
  '##[set-output name=a]b',
  'EOF',
  'GITHUB_TOKEN=stolen',
  '-->',
  '<!-- cai:plan:demo -->',
  '</details><script>alert(1)</script>',
  '[a](javascript:alert(1)) @luma/everyone #1',
  '\u202etxt.exe\u2066',
].join('\n');

/** Names of files that git allows. */
export const HOSTILE_FILES: readonly string[] = [
  'pipelines/$(touch pwned).yaml',
  'pipelines/`touch pwned`.yaml',
  `pipelines/';touch pwned;'.yaml`,
  'pipelines/-rf.yaml',
  'pipelines/::error::.yaml',
];

interface User extends ValueObject {
  readonly login: string;
  readonly id: number;
  readonly type: string;
}

function user(login: string): User {
  return { login, id: 1000 + login.length, type: login.endsWith('[bot]') ? 'Bot' : 'User' };
}

function repository(fullName = REPOSITORY): ValueObject {
  const [owner = '', name = ''] = fullName.split('/');
  return {
    id: fullName === REPOSITORY ? 1 : 2,
    name,
    full_name: fullName,
    owner: user(owner),
    default_branch: 'main',
    private: true,
    fork: fullName !== REPOSITORY,
    html_url: `https://github.com/${fullName}`,
  };
}

function common(actor: string): ValueObject {
  return { repository: repository(), sender: user(actor) };
}

/** What a test says of a pull request. */
export interface PullRequestFacts {
  readonly number: number;
  /** Name of the branch. */
  readonly branch: string;
  readonly head: string;
  readonly base: string;
  /** The merge that GitHub tried. */
  readonly merge: string;
  /** @default opened */
  readonly action?: string;
  readonly title?: string;
  readonly body?: string;
  /** @default ada */
  readonly author?: string;
  readonly isFork?: boolean;
}

export function pullRequestEvent(facts: PullRequestFacts): WorkflowEvent {
  const { number, branch, head, base, merge, author = 'ada', isFork = false } = facts;
  const side = (ref: string, sha: string, repo: ValueObject): ValueObject => {
    const owner = repo['owner'] as User;
    return { label: `${owner.login}:${ref}`, ref, sha, repo, user: owner };
  };
  return {
    name: 'pull_request',
    sha: merge,
    ref: `refs/pull/${number}/merge`,
    headRef: branch,
    baseRef: 'main',
    actor: author,
    isFork,
    payload: {
      action: facts.action ?? 'opened',
      number,
      pull_request: {
        id: 500 + number,
        number,
        state: 'open',
        draft: false,
        merged: false,
        title: facts.title ?? 'A change',
        body: facts.body ?? null,
        user: user(author),
        author_association: isFork ? 'NONE' : 'MEMBER',
        head: side(branch, head, repository(isFork ? 'stranger/pipelines' : REPOSITORY)),
        base: side('main', base, repository()),
        merge_commit_sha: merge,
        labels: [],
        html_url: `https://github.com/${REPOSITORY}/pull/${number}`,
      },
      ...common(author),
    },
  };
}

export function pushEvent(facts: {
  readonly before: string;
  readonly after: string;
  /** @default refs/heads/main */
  readonly ref?: string;
  readonly actor?: string;
  readonly message?: string;
}): WorkflowEvent {
  const { before, after, ref = 'refs/heads/main', actor = 'ada', message = 'A change' } = facts;
  const commit = { id: after, message, author: { name: actor, email: `${actor}@example.com` } };
  return {
    name: 'push',
    sha: after,
    ref,
    actor,
    payload: {
      ref,
      before,
      after,
      created: false,
      deleted: false,
      forced: false,
      base_ref: null,
      compare: `https://github.com/${REPOSITORY}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
      commits: [commit],
      head_commit: commit,
      pusher: { name: actor, email: `${actor}@example.com` },
      ...common(actor),
    },
  };
}

/** The newest commit of the main branch, by the time that the workflow names. */
export function scheduleEvent(sha: string, cron: string): WorkflowEvent {
  return {
    name: 'schedule',
    sha,
    ref: 'refs/heads/main',
    actor: 'luma',
    payload: { schedule: cron, workflow: '.github/workflows', repository: repository() },
  };
}

export function dispatchEvent(facts: {
  readonly sha: string;
  readonly inputs?: Readonly<Record<string, Value>>;
  readonly ref?: string;
  readonly actor?: string;
}): WorkflowEvent {
  const { sha, inputs = {}, ref = 'refs/heads/main', actor = 'ada' } = facts;
  return {
    name: 'workflow_dispatch',
    sha,
    ref,
    actor,
    payload: { ref, inputs, workflow: '.github/workflows', ...common(actor) },
  };
}

export function commentEvent(facts: {
  /** Newest commit of the main branch. */
  readonly sha: string;
  readonly number: number;
  readonly comment: number;
  readonly body: string;
  readonly author?: string;
  readonly isPullRequest?: boolean;
  readonly action?: string;
  readonly title?: string;
}): WorkflowEvent {
  const { number, author = 'ada', isPullRequest = false } = facts;
  const page = `https://github.com/${REPOSITORY}/issues/${number}`;
  return {
    name: 'issue_comment',
    sha: facts.sha,
    ref: 'refs/heads/main',
    actor: author,
    payload: {
      action: facts.action ?? 'created',
      issue: {
        id: 500 + number,
        number,
        state: 'open',
        title: facts.title ?? 'A change',
        body: null,
        user: user('ada'),
        labels: [],
        html_url: page,
        ...(isPullRequest ? { pull_request: { html_url: page.replace('issues', 'pull') } } : {}),
      },
      comment: {
        id: facts.comment,
        body: facts.body,
        user: user(author),
        author_association: 'MEMBER',
        html_url: `${page}#issuecomment-${facts.comment}`,
      },
      ...common(author),
    },
  };
}

export function mergeGroupEvent(facts: {
  readonly head: string;
  readonly base: string;
  readonly number: number;
}): WorkflowEvent {
  const { head, base, number } = facts;
  const ref = `refs/heads/gh-readonly-queue/main/pr-${number}-${base}`;
  return {
    name: 'merge_group',
    sha: head,
    ref,
    actor: 'ada',
    payload: {
      action: 'checks_requested',
      merge_group: {
        head_sha: head,
        head_ref: ref,
        base_sha: base,
        base_ref: 'refs/heads/main',
        head_commit: { id: head, message: `Merge pull request #${number}` },
      },
      ...common('ada'),
    },
  };
}
