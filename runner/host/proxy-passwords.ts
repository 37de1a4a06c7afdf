import type { ProxySettings } from './dispatchers.ts';

/** The passwords in proxy settings, as written and decoded: secrets, to be registered before anything is sent. */
export function getProxyPasswords(proxy: ProxySettings | undefined): readonly string[] {
  const urls = [proxy?.httpProxy, proxy?.httpsProxy].filter((url) => url !== undefined && URL.canParse(url));
  return urls.flatMap((url) => {
    const { password } = new URL(url ?? '');
    return [password, safelyDecode(password)];
  });
}

function safelyDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
