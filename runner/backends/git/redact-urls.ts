/** Name, password or token before the host of an address. */
const USER_INFO = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@'"]*(?:@[^\s/@'"]*)*@/giu;

const SECRET_PARAMETER =
  /([?&][\w-]*(?:token|secret|password|passwd|key|auth|signature)[\w-]*=)[^\s&'"#]+/giu;

const AUTHORIZATION = /\b(authorization:\s*)\S+(?:\s+\S+)?/giu;

/** Takes out what addresses carry beside the place that they name. */
export function redactUrls(text: string): string {
  return text
    .replace(USER_INFO, '$1[redacted]@')
    .replace(SECRET_PARAMETER, '$1[redacted]')
    .replace(AUTHORIZATION, '$1[redacted]');
}

/** Passwords, tokens, and names of addresses over HTTP: what a server may repeat in a message of its own. */
export function findUrlSecrets(urls: readonly string[]): readonly string[] {
  return urls.flatMap((url) => {
    const [, scheme = '', info = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)@/iu.exec(url.trim()) ?? [];
    const [name = '', password = ''] = splitOnce(info, ':');
    // The name before an address of ssh is an account such as "git", and no secret. Over HTTP it may be a token.
    const names = /^http/iu.test(scheme) && password === '' ? [name] : [];
    return [...names, password]
      .filter((secret) => secret !== '')
      .flatMap((secret) => [secret, decode(secret)]);
  });
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
