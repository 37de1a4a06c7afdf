import { type Address, parseAddress, parseObjectAddress } from '../../model/index.ts';

/** What somebody asks for in a comment. */
export type CommentCommand =
  | {
      readonly type: 'attest';
      readonly address: Address;
      readonly fingerprint: string;
      readonly paths?: readonly string[];
      readonly reason?: string;
      readonly answer?: 'not-begun' | 'gone';
    }
  | {
      readonly type: 'decline';
      readonly address: Address;
      readonly fingerprint?: string;
      readonly reason: string;
    }
  | { readonly type: 'plan' }
  | { readonly type: 'acknowledge'; readonly digest: string }
  /** Why a line is none of these, and the right form. */
  | { readonly type: 'malformed'; readonly why: string; readonly form: string };

/** How each is written. */
export const FORMS = {
  attest: '/cai attest ADDRESS@FINGERPRINT [PATH…] [--reason "TEXT"] [--not-begun] [--gone]',
  decline: '/cai decline ADDRESS[@FINGERPRINT] REASON…',
  plan: '/cai plan',
  acknowledge: '/cai acknowledge DIGEST',
} as const;

/** The handoff that a word names; undefined where it names none. */
export function readHandoff(
  text: string,
): { readonly address: Address; readonly fingerprint?: string } | undefined {
  const at = text.indexOf('@');
  const address = at < 0 ? text : text.slice(0, at);
  if (parseAddress(parseObjectAddress(address).address) === undefined) return undefined;
  if (at < 0) return { address };
  const fingerprint = text.slice(at + 1);
  return /^[0-9a-f]{4,64}$/u.test(fingerprint) ? { address, fingerprint } : undefined;
}

/** A line that is meant as a command and is not well formed. */
export function malformed(verb: keyof typeof FORMS, why: string): CommentCommand {
  return { type: 'malformed', why, form: FORMS[verb] };
}
