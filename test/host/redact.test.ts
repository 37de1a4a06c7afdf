import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Redactor } from '../../runner/host/index.ts';

it('no registered secret is left in any text, in any of its spellings', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 4 }), fc.string(), fc.string(), (secret, before, after) => {
      fc.pre(secret.trim() !== '' && secret.isWellFormed() && !'[redacted]'.includes(secret));
      const redactor = new Redactor();
      redactor.register(secret);
      for (const spelling of [
        secret,
        encodeURIComponent(secret),
        JSON.stringify(secret).slice(1, -1),
        Buffer.from(secret).toString('base64'),
      ]) {
        expect(redactor.redact(`${before}|${spelling}|${after}`)).toContain('[redacted]');
      }
      expect(redactor.redact(`<${secret}>`)).toBe('<[redacted]>');
    }),
  );
});

it('a secret inside another leaves nothing of either', () => {
  const redactor = new Redactor();
  redactor.register('abcd', 'xxabcdyy', undefined, '', '  ');
  expect(redactor.redact('1 xxabcdyy 2 abcd')).toBe('1 [redacted] 2 [redacted]');
});

it('what looks like a credential is taken out although nobody registered it', () => {
  const redactor = new Redactor();
  const token = `eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(20)}.sig`;
  expect(redactor.redact(`Authorization: Bearer abc.def`)).toBe('Authorization: [redacted]');
  expect(redactor.redact(`x ${token} y`)).toBe('x [redacted] y');
  expect(redactor.redact(`ghp_${'A1'.repeat(18)}`)).toBe('[redacted]');
  expect(redactor.redact('nothing secret')).toBe('nothing secret');
});

it('data loses credentials, and nothing that a person chose or that is short', () => {
  const redactor = new Redactor();
  redactor.register('Customer');
  redactor.registerCredential('p8e-0123456789abcdef');
  redactor.registerCredential('demo-secret');
  const text = 'Customer p8e-0123456789abcdef demo-secret Bearer abc.def';
  expect(redactor.redactData(text)).toBe('Customer [redacted] demo-secret Bearer abc.def');
  expect(redactor.redact(text)).toBe('[redacted] [redacted] [redacted] [redacted]');
});
