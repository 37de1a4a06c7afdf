import { ApiError } from './api-error.ts';

const LOOPBACK = /^(?:localhost|[\w.-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/**
 * A page of another origin can make its own name mean this machine (DNS rebinding) and would then read every answer: its
 * requests still say that name. An emulator that was told to listen for others is known by names that nobody can list.
 */
export function checkHost(listensOn: string, host: string | undefined): void {
  const isLocal = listensOn === 'localhost' || listensOn === '::1' || listensOn.startsWith('127.');
  if (!isLocal || (host !== undefined && LOOPBACK.test(host))) return;
  throw new ApiError(
    421,
    'misdirected_request',
    'Misdirected request: this emulator answers to localhost, 127.0.0.1 and [::1] only',
  );
}
