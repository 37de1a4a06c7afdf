import { renderStatus } from '../render/render-pull.ts';
import { renderUser } from '../render/render-user.ts';
import { nextId, type Permission, tick, type World } from '../world.ts';
import { type Handler, Refusal, replyPage } from './call.ts';

const LONGEST_DESCRIPTION = 140;
const MOST_STATUSES = 1000;

/** Newest first, older ones of the same context too. */
const listStatuses: Handler = (call) => {
  const { world, places, values } = call;
  const commit = values.ref ?? '';
  const statuses = world.statuses.filter((status) => status.commit === commit).reverse();
  return replyPage(call, statuses, (status) => renderStatus(places, world, status));
};

const setStatus: Handler = (call) => {
  const { world, places, values, body, login } = call;
  const commit = values.sha ?? '';
  if (!world.commits.has(commit)) throw new Refusal(422, `No commit found for SHA: ${commit}`);
  const description = typeof body.description === 'string' ? body.description : null;
  if ((description?.length ?? 0) > LONGEST_DESCRIPTION) {
    const message = `description is too long (maximum is ${LONGEST_DESCRIPTION} characters)`;
    const error = { resource: 'Status', field: 'description', code: 'custom', message };
    throw new Refusal(422, 'Validation Failed', [error]);
  }
  const context = typeof body.context === 'string' ? body.context : 'default';
  const sameContext = world.statuses.filter((one) => one.commit === commit && one.context === context);
  if (sameContext.length >= MOST_STATUSES) {
    throw new Refusal(422, 'This SHA and context has reached the maximum number of statuses.');
  }
  const status = {
    id: nextId(world),
    commit,
    context,
    state: String(body.state),
    description,
    url: typeof body.target_url === 'string' ? body.target_url : null,
    creator: login,
    createdAt: tick(world),
  };
  world.statuses.push(status);
  return { status: 201, body: renderStatus(places, world, status) };
};

const getPermission: Handler = ({ world, places, values }) => {
  const login = values.username ?? '';
  const permission = world.collaborators.get(login) ?? (isKnown(world, login) ? 'read' : undefined);
  if (permission === undefined) throw new Refusal(404, `${login} is not a user`);
  const user = { ...renderUser(places, login), permissions: renderRights(permission), role_name: permission };
  return { status: 200, body: { permission, role_name: permission, user } };
};

/** Whoever did something in a public repository exists. */
function isKnown(world: World, login: string): boolean {
  const authors = [...world.issues.values(), ...world.comments.values(), ...world.reviews.values()];
  return authors.some(({ author }) => author === login && !author.endsWith('[bot]'));
}

function renderRights(permission: Permission) {
  const isAdmin = permission === 'admin';
  const isWriter = isAdmin || permission === 'write';
  return { admin: isAdmin, maintain: isAdmin, push: isWriter, triage: isWriter, pull: permission !== 'none' };
}

/** The token of a workflow is no user. */
const getUser: Handler = ({ places, login, isInstallation }) => {
  if (isInstallation) throw new Refusal(403, 'Resource not accessible by integration');
  const counts = { public_repos: 0, public_gists: 0, followers: 0, following: 0 };
  const about = {
    name: null,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
  };
  const times = { created_at: '2020-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' };
  return { status: 200, body: { ...renderUser(places, login), ...about, ...counts, ...times } };
};

export const REPOSITORY_ROUTES: Readonly<Record<string, Handler>> = {
  'GET /repos/{owner}/{repo}/commits/{ref}/statuses': listStatuses,
  'POST /repos/{owner}/{repo}/statuses/{sha}': setStatus,
  'GET /repos/{owner}/{repo}/collaborators/{username}/permission': getPermission,
  'GET /user': getUser,
};
