import type { Forge } from '../../model/index.ts';
import { parseComment } from './parse-comment.ts';

/** Whether somebody who may write to the repository acknowledged a digest in a comment on a pull request, and nobody changed it since. */
export async function isAcknowledged(
  forge: Forge,
  { number, digest, login }: { readonly number: number; readonly digest: string; readonly login: string },
): Promise<boolean> {
  for (const { author, body, isEdited } of await forge.listComments(number)) {
    if (author === login || isEdited) continue;
    const isNamed = parseComment(body).some(
      (command) => command.type === 'acknowledge' && digest.startsWith(command.digest),
    );
    if (isNamed && (await forge.canWrite(author))) return true;
  }
  return false;
}
