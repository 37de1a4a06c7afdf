import { hashNumber, makeNodeId, type Places } from './places.ts';

/** A user, a bot or an organization in a list or beside what they did. */
export function renderUser({ api, html }: Places, login: string) {
  const id = hashNumber(login);
  const url = `${api}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: makeNodeId('U', id),
    avatar_url: `https://avatars.example/u/${id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `${html}/${login.replace('[bot]', '')}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    user_view_type: 'public',
    site_admin: false,
  };
}
