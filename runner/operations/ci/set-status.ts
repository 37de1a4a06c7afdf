import type { CommitStatus, Forge } from '../../model/index.ts';

/** Sets a status where the newest one of its context, and of ours, says something else. */
export async function setStatus(
  forge: Forge,
  {
    commit,
    status,
    login,
  }: { readonly commit: string; readonly status: CommitStatus; readonly login: string },
): Promise<void> {
  const known = (await forge.listStatuses(commit)).find(({ context }) => context === status.context);
  const isSame =
    known?.creator === login && known.state === status.state && known.description === status.description;
  if (!isSame) await forge.setStatus(commit, status);
}
