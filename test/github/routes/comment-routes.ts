import { renderComment, renderReaction } from '../render/render-issue.ts';
import { nextId, type StoredComment, tick } from '../world.ts';
import { type Call, type Handler, needBody, needIssue, Refusal, replyPage } from './call.ts';

function needComment({ world, values }: Call): StoredComment {
  const comment = world.comments.get(Number(values.comment_id));
  if (comment === undefined) throw new Refusal(404, 'Not Found');
  return comment;
}

const list: Handler = (call) => {
  const { world, places } = call;
  const { number } = needIssue(call);
  const comments = [...world.comments.values()].filter(({ issue }) => issue === number);
  return replyPage(call, comments, (comment) => renderComment(places, world, comment));
};

const create: Handler = (call) => {
  const { world, places, login } = call;
  const issue = needIssue(call);
  const body = needBody(call.body.body, 'IssueComment');
  const at = tick(world);
  const comment = {
    id: nextId(world),
    issue: issue.number,
    author: login,
    body,
    createdAt: at,
    updatedAt: at,
  };
  world.comments.set(comment.id, comment);
  issue.updatedAt = at;
  return { status: 201, body: renderComment(places, world, comment) };
};

const update: Handler = (call) => {
  const comment = needComment(call);
  comment.body = needBody(call.body.body, 'IssueComment');
  comment.updatedAt = tick(call.world);
  return { status: 200, body: renderComment(call.places, call.world, comment) };
};

const remove: Handler = (call) => {
  call.world.comments.delete(needComment(call).id);
  tick(call.world);
  return { status: 204 };
};

/** The same reaction of the same user is there already. */
const react: Handler = (call) => {
  const { world, places, login } = call;
  const comment = needComment(call).id;
  const content = String(call.body.content);
  const known = world.reactions.find(
    (one) => one.comment === comment && one.author === login && one.content === content,
  );
  if (known) return { status: 200, body: renderReaction(places, known) };
  const reaction = { id: nextId(world), comment, author: login, content, createdAt: tick(world) };
  world.reactions.push(reaction);
  return { status: 201, body: renderReaction(places, reaction) };
};

export const COMMENT_ROUTES: Readonly<Record<string, Handler>> = {
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments': list,
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments': create,
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}': update,
  'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}': remove,
  'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions': react,
};
