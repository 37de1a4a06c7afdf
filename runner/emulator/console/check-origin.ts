import { ApiError } from '../http/api-error.ts';
import type { Headers } from '../http/gateway.ts';

/**
 * Whoever looks at the console brings no token, so any page that is open in the same browser could send it a form. A browser says
 * where a form comes from; only the console's own pages may change anything. What says nothing is no browser, and has the control API.
 */
export function checkOrigin(method: string, headers: Headers): void {
  if (method === 'GET' || method === 'HEAD') return;
  const site = headers['sec-fetch-site'];
  const isOwn = headers.origin === `http://${headers.host}` && (site === undefined || site === 'same-origin');
  if (isOwn) return;
  throw new ApiError(
    403,
    'forbidden',
    'The form did not come from a page of this console. Nothing was changed: open the console and send it from there. Programs use the control API.',
  );
}

/** The console asks nobody who he is, so it is served on this machine only. */
export function checkReach(listensOn: string): void {
  if (listensOn === 'localhost' || listensOn === '::1' || listensOn.startsWith('127.')) return;
  throw new ApiError(
    403,
    'forbidden',
    'The console is off, because this emulator listens to other machines. Start it without --host, or use the control API with its token.',
  );
}
