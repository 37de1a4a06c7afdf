import type { Forge } from '../../model/index.ts';

const ACKNOWLEDGE = /^\/cai acknowledge ([0-9a-f]{12,64})[ \t]*\r?$/gm;

/** Whether somebody who may write to the repository acknowledged a digest in a comment on a pull request. */
export async function isAcknowledged(
  forge: Forge,
  { number, digest, login }: { readonly number: number; readonly digest: string; readonly login: string },
): Promise<boolean> {
  for (const { author, body } of await forge.listComments(number)) {
    if (author === login) continue;
    const named = [...body.matchAll(ACKNOWLEDGE)].some(([, start = '']) => digest.startsWith(start));
    if (named && (await forge.canWrite(author))) return true;
  }
  return false;
}
