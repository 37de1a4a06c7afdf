import { type Diagnostic, type Forge, LONGEST_BODY, type PullRequest } from '../../model/index.ts';
import { ALL_ENVIRONMENTS, commentMarker, findMarked, renderInvalidComment } from '../../render/index.ts';

interface InvalidPullRequest {
  readonly pullRequest: PullRequest;
  readonly login: string;
}

const MARKER = commentMarker('invalid', ALL_ENVIRONMENTS);

/** Says on a pull request that its YAML is not valid: one comment, edited when it says something else. */
export async function postInvalid(
  forge: Forge,
  request: InvalidPullRequest & { readonly head: { readonly diagnostics: readonly Diagnostic[] } },
): Promise<void> {
  const { number, head } = request.pullRequest;
  const { diagnostics } = request.head;
  const body = renderInvalidComment({ diagnostics, head: head.commit, limit: LONGEST_BODY });
  const known = await findInvalid(forge, request);
  if (known === undefined) await forge.createComment(number, body);
  else if (known.body !== body) await forge.updateComment(known.id, body);
}

/** Takes the comment away once the YAML is valid. */
export async function withdrawInvalid(forge: Forge, request: InvalidPullRequest): Promise<void> {
  const known = await findInvalid(forge, request);
  if (known !== undefined) await forge.deleteComment(known.id);
}

async function findInvalid(
  forge: Forge,
  { pullRequest, login }: InvalidPullRequest,
): Promise<{ readonly id: number; readonly body: string } | undefined> {
  const comments = await forge.listComments(pullRequest.number);
  return findMarked(
    comments.filter(({ author }) => author === login),
    MARKER,
  )[0];
}
