import type { Handler } from './call.ts';
import { COMMENT_ROUTES } from './comment-routes.ts';
import { ISSUE_ROUTES } from './issue-routes.ts';
import { PULL_ROUTES } from './pull-routes.ts';
import { REPOSITORY_ROUTES } from './repository-routes.ts';

/** All operations of the stand-in, by method and template as GitHub's own file has them. */
export const ROUTES: Readonly<Record<string, Handler>> = {
  ...COMMENT_ROUTES,
  ...ISSUE_ROUTES,
  ...PULL_ROUTES,
  ...REPOSITORY_ROUTES,
};

const PATTERNS = Object.keys(ROUTES).map((route) => {
  const [method = '', path = ''] = route.split(' ');
  return { route, method, segments: path.split('/') };
});

/** The route of a request, and the values in its path. */
export function findRoute(
  method: string,
  path: string,
): { readonly route: string; readonly values: Readonly<Record<string, string>> } | undefined {
  const given = path.split('/');
  for (const { route, method: wanted, segments } of PATTERNS) {
    if (method !== wanted || segments.length !== given.length) continue;
    const fits = segments.every((segment, index) =>
      segment.startsWith('{') ? given[index] !== '' : segment === given[index],
    );
    if (!fits) continue;
    const values = segments.flatMap((segment, index) =>
      segment.startsWith('{') ? [[segment.slice(1, -1), decodeURIComponent(given[index] ?? '')]] : [],
    );
    return { route, values: Object.fromEntries(values) };
  }
  return undefined;
}
