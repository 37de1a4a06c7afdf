import { createHash } from 'node:crypto';
import type { World } from '../world.ts';

/** Where the stand-in's links lead. */
export interface Places {
  /** URL of the API, with its prefix. */
  readonly api: string;
  readonly html: string;
}

/** URL of the repository in the API. */
export function repositoryUrl({ api }: Places, { owner, repo }: World): string {
  return `${api}/repos/${owner}/${repo}`;
}

/** URL of the repository's page. */
export function pageUrl({ html }: Places, { owner, repo }: World): string {
  return `${html}/${owner}/${repo}`;
}

/** An id that nobody reads. */
export function makeNodeId(kind: string, id: number): string {
  return `${kind}_${Buffer.from(String(id)).toString('base64url')}`;
}

/** The same number for the same name, always. */
export function hashNumber(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0);
}

/** GitHub's times are whole seconds. */
export function formatTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** The same, of what may not have happened. */
export function formatTimeOrNull(ms: number | null): string | null {
  return ms === null ? null : formatTime(ms);
}
