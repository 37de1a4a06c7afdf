import type { Context, Reply } from '../context.ts';
import type { ApiError } from '../http/api-error.ts';
import { CONSOLE } from './console-address.ts';
import { html } from './html.ts';
import { pageReply } from './replies.ts';

/** What the console shows when a page is not there or a form is refused. */
export function renderErrorPage(
  context: Context,
  { status, message }: Pick<ApiError, 'status' | 'message'>,
): Reply {
  const title =
    status === 404 ? 'There is no such page' : status < 500 ? 'That was not done' : 'Something went wrong';
  const body = html`<p>${message}</p><p><a href="${CONSOLE}">Go to the overview</a></p>`;
  return pageReply(context, { title, place: 'overview', body }, status);
}
