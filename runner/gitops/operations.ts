/** One operation of GitHub's REST API that the runner uses. */
export interface ForgeOperation {
  /** Method and template of the path, as GitHub's documentation writes them. */
  readonly route: string;
  /** After "could not": what it was to do. */
  readonly doing: string;
  /** Lines of a workflow's `permissions:`, any of which allows it; empty where every token may. */
  readonly permissions: readonly string[];
  /** Whether sending it again changes nothing more. What is not is looked up before it is sent again. */
  readonly isRepeatable: boolean;
}

const REPOSITORY = '/repos/{owner}/{repo}';
const COMMENT_READERS = ['pull-requests: read', 'issues: read'];
const COMMENT_WRITERS = ['pull-requests: write', 'issues: write'];

/** All of them, with what they need: the one table from which requests, messages and documentation are made. */
export const FORGE_OPERATIONS = {
  getLogin: { route: 'GET /user', doing: 'read whose token it is', permissions: [], isRepeatable: true },
  getPullRequest: read('/pulls/{pull_number}', 'read the pull request', ['pull-requests: read']),
  findPullRequests: read('/commits/{commit_sha}/pulls', 'find the pull requests of the commit', [
    'pull-requests: read',
  ]),
  listComments: read('/issues/{issue_number}/comments', 'list the comments', COMMENT_READERS),
  createComment: {
    ...write('POST', '/issues/{issue_number}/comments', 'write a comment', COMMENT_WRITERS),
    isRepeatable: false,
  },
  updateComment: write('PATCH', '/issues/comments/{comment_id}', 'change a comment', COMMENT_WRITERS),
  deleteComment: write('DELETE', '/issues/comments/{comment_id}', 'delete a comment', COMMENT_WRITERS),
  react: write(
    'POST',
    '/issues/comments/{comment_id}/reactions',
    'put a reaction on a comment',
    COMMENT_WRITERS,
  ),
  listStatuses: read('/commits/{ref}/statuses', 'list the statuses of the commit', ['statuses: read']),
  setStatus: write('POST', '/statuses/{sha}', 'set a status of the commit', ['statuses: write']),
  listReviews: read('/pulls/{pull_number}/reviews', 'list the reviews of the pull request', [
    'pull-requests: read',
  ]),
  dismissReview: write(
    'PUT',
    '/pulls/{pull_number}/reviews/{review_id}/dismissals',
    'dismiss a review of the pull request',
    ['pull-requests: write'],
  ),
  listIssues: read('/issues', 'list the issues', ['issues: read']),
  getIssue: read('/issues/{issue_number}', 'read the issue', ['issues: read']),
  createIssue: { ...write('POST', '/issues', 'open an issue', ['issues: write']), isRepeatable: false },
  updateIssue: write('PATCH', '/issues/{issue_number}', 'change the issue', ['issues: write']),
  assignIssue: write('POST', '/issues/{issue_number}/assignees', 'assign the issue', ['issues: write']),
  getPermission: read('/collaborators/{username}/permission', 'read the rights of the user', []),
} as const satisfies Record<string, ForgeOperation>;

/** The name of an operation in {@link FORGE_OPERATIONS}. */
export type ForgeOperationName = keyof typeof FORGE_OPERATIONS;

function read(path: string, doing: string, permissions: readonly string[]): ForgeOperation {
  return { route: `GET ${REPOSITORY}${path}`, doing, permissions, isRepeatable: true };
}

function write(method: string, path: string, doing: string, permissions: readonly string[]): ForgeOperation {
  return { route: `${method} ${REPOSITORY}${path}`, doing, permissions, isRepeatable: true };
}
