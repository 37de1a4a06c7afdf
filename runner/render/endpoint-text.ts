import { toPlain } from './plain-text.ts';

/** Whether an endpoint is on this machine: then it is an emulator, and whoever reads a result must know. */
export function isLoopback(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { hostname } = new URL(endpoint);
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/u.test(hostname)
  );
}

/** Where something is or was done: environment, sandbox, endpoint. */
export function placeText(place: {
  readonly environment: string;
  readonly sandbox: string;
  readonly endpoint: string;
}): string {
  const environment = toPlain(place.environment);
  const sandbox = toPlain(place.sandbox);
  const endpoint = toPlain(place.endpoint);
  const where = isLoopback(place.endpoint) ? `EMULATOR at ${endpoint}, not Adobe` : endpoint;
  return `${environment} (sandbox ${sandbox}, ${where})`;
}
