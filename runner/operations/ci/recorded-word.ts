import { type ForgeComment, parseObjectAddress, type State } from '../../model/index.ts';
import type { CommentCommand } from './comment-command.ts';

/** Who said something, and when. */
export type Said = Pick<ForgeComment, 'author' | 'createdAt'>;

/**
 * Whether the state holds already what a comment says: a forge may deliver the same comment twice, and a run may be started
 * again. Only a word that was recorded after the comment was written is its own.
 */
export function isRecorded(state: State, command: CommentCommand, said: Said): boolean {
  if (command.type === 'decline') return isDeclined(state, command, said);
  if (command.type !== 'attest') return false;
  const { address } = parseObjectAddress(command.address);
  const words = (state.resources[address]?.objects ?? []).flatMap(({ attestations, equivalences }) =>
    [...Object.entries(attestations), ...Object.entries(equivalences)]
      .filter(([, { by, asserted, at }]) => by === said.author && !asserted && isSince(at, said.createdAt))
      .map(([path]) => path),
  );
  return command.paths === undefined ? words.length > 0 : command.paths.every((path) => words.includes(path));
}

/** Of the newest line of the address: an older one may have been declined with the same words. */
function isDeclined(
  { manifests }: State,
  { address, reason }: { readonly address: string; readonly reason: string },
  { author }: Said,
): boolean {
  const line = manifests.flatMap(({ lines }) => lines).findLast((known) => known.address === address);
  return line?.status === 'withdrawn' && line.reason === `declined by ${author}: ${reason}`;
}

/** A forge tells whole seconds. */
function isSince(at: string, start: string): boolean {
  return Date.parse(at) >= Math.floor(Date.parse(start) / 1000) * 1000;
}
