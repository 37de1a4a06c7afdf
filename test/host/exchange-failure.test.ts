import { describe, expect, it } from 'vitest';
import { classify } from '../../runner/host/exchange-failure.ts';

describe('classify', () => {
  it.each([
    ['ENOTFOUND', 'unreachable'],
    ['EAI_AGAIN', 'lookup-failed'],
    ['ECONNREFUSED', 'connection-refused'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'untrusted'],
    ['ECONNRESET', 'connection-lost'],
  ])('takes %s for %s: a name that nobody can look up just now may be known again', (code, failure) => {
    expect(classify(Object.assign(new Error(code), { code }))).toBe(failure);
  });
});
