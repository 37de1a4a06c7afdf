/** Environment variables as they were given to the process. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * What git sets for its hooks, and what else would lead away from the repository of the folder. Git's settings
 * (`GIT_CONFIG_…`, `GIT_SSH_COMMAND`, `GIT_ASKPASS`) stay: credentials and certificates come that way.
 */
const LEADING_AWAY: readonly RegExp[] = [
  /^GIT_(?:DIR|WORK_TREE|IMPLICIT_WORK_TREE|INDEX_FILE|INDEX_VERSION|PREFIX|COMMON_DIR|NAMESPACE)$/u,
  /^GIT_(?:OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|QUARANTINE_PATH|SHALLOW_FILE|GRAFT_FILE)$/u,
  /^GIT_(?:CONFIG|REPLACE_REF_BASE|INTERNAL_SUPER_PREFIX|DEFAULT_HASH|REF_PARANOIA)$/u,
  // Traces would mix with the messages that are read, and may show what is secret.
  /^GIT_(?:TRACE.*|CURL_VERBOSE|REDIRECT_.*)$/u,
  /^GIT_(?:AUTHOR|COMMITTER)_.*$/u,
  /^(?:LC_.*|LANGUAGE)$/u,
];

/** The whole environment of a git that asks nothing, speaks English, and knows only the repository of its folder. */
export function makeGitVariables(given: Variables): Readonly<Record<string, string>> {
  const kept = Object.entries(given).filter(
    (variable): variable is [string, string] =>
      variable[1] !== undefined && !LEADING_AWAY.some((name) => name.test(variable[0])),
  );
  return {
    ...Object.fromEntries(kept),
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GCM_INTERACTIVE: 'never',
    LC_ALL: 'C',
  };
}

/** Who wrote a commit, and when. */
export interface CommitIdentity {
  readonly by: string;
  readonly at: Date;
}

/** Git refuses a name in which nothing else is left. */
const CRUD = /^[\s.,:;<>"'\\]*$/u;

/** Names author and committer, so that nobody needs to have told git who they are. */
export function makeIdentityVariables({ by, at }: CommitIdentity): Readonly<Record<string, string>> {
  const name = by.replace(/[\p{Cc}<>]/gu, ' ').trim();
  const date = `@${Math.floor(at.getTime() / 1000)} +0000`;
  return {
    GIT_AUTHOR_NAME: CRUD.test(name) ? 'unknown' : name,
    GIT_AUTHOR_EMAIL: 'cai@cai.invalid',
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: 'cai',
    GIT_COMMITTER_EMAIL: 'cai@cai.invalid',
    GIT_COMMITTER_DATE: date,
  };
}
