import { type Members, readNumber, readObject, readText } from '../host/index.ts';

/** Thrown for an answer that lacks something; the client adds where it came from. */
export class MissingMember extends Error {
  override readonly name = 'MissingMember';
}

/** The login of an account that was deleted. */
const GHOST = 'ghost';

/** The login of whoever did it. */
export function readLogin(answer: Members, name = 'user'): string {
  return readText(readObject(answer, name), 'login') ?? GHOST;
}

/** A text without which the answer means nothing. */
export function needText(answer: Members, name: string): string {
  return need(name, readText(answer, name));
}

/** A number without which the answer means nothing. */
export function needNumber(answer: Members, name: string): number {
  return need(name, readNumber(answer, name));
}

/** An object without which the answer means nothing. */
export function needObject(answer: Members, name: string): Members {
  return need(name, readObject(answer, name));
}

function need<T>(name: string, value: T | undefined): T {
  if (value === undefined) throw new MissingMember(`it has no "${name}"`);
  return value;
}
