/** What a merge of two commits would hold: a tree, or undefined where they contradict each other. */
export type MergedTree = string | undefined;

/** The commits of a repository, read without touching its working tree, its index or its branches. */
export interface Checkout {
  /** The full name of a commit. Fetches it where it is not here yet; throws where it is nowhere. */
  resolve(revision: string): Promise<string>;
  /** The newest commit of a branch of the remote, as it is there now. */
  fetchBranch(branch: string): Promise<string>;
  mergeTree(base: string, head: string): Promise<MergedTree>;
  /** Commits after one, up to another, along first parents, oldest first; undefined where the one is no ancestor of the other. */
  commitsBetween(after: string, upTo: string): Promise<readonly string[] | undefined>;
  /** The first parent; undefined for a first commit. */
  parentOf(commit: string): Promise<string | undefined>;
  /** Writes the regular files below a folder of a commit or tree into another folder. Links become text, never links. */
  exportFolder(tree: string, folder: string, to: string): Promise<void>;
}
