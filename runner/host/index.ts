/**
 * The machine around the runner: HTTP with limits and retries, tokens, files, subprocesses, the clock, redaction. Thin, and
 * without a word of the domain. Forbidden here: anything but `model/`, the environment of the process, module-level state.
 */
export { type AnsweredCall, isAbsent, makeAnswerError } from './answer-error.ts';
export { type ApiBase, getLinkPath, parseApiBase, toPathSegment } from './api-origin.ts';
export type { ApiAnswer, ApiRequest, Query, QueryValue } from './api-request.ts';
export { type ApiCall, AuthorizedApi, type AuthorizedApiOptions } from './authorized-api.ts';
export type { ProxySettings } from './dispatchers.ts';
export { getErrno, makeFileError } from './file-error.ts';
export {
  appendFileDurable,
  createFileExclusive,
  ensureDirectory,
  makeTemporaryDirectory,
  readJsonFile,
  readTextFile,
  removeFile,
  removeFileIf,
  removeLeftovers,
  syncDirectory,
  type TemporaryDirectoryOptions,
  writeFileAtomic,
} from './files.ts';
export {
  type CommitIdentity,
  makeGitVariables,
  makeIdentityVariables,
  type Variables,
} from './git-variables.ts';
export { type FetchOptions, makeFetch, type OwnFetch } from './make-fetch.ts';
export {
  asMembers,
  type Compact,
  compact,
  type Members,
  readFlag,
  readMember,
  readNumber,
  readObject,
  readObjects,
  readText,
  readTexts,
  readTime,
} from './members.ts';
export { lookForProcess, type MachineSight, type ProcessMark, readOwnMark } from './process-mark.ts';
export { type RateLimit, RateLimiter, type Turn } from './rate-limiter.ts';
export { RateLimiters } from './rate-limiters.ts';
export type { RateRule } from './rate-window.ts';
export type { Access } from './read-only-access.ts';
export { Redactor } from './redact.ts';
export type { TransportStats } from './request-counts.ts';
export type { RetryPolicy } from './retry-delay.ts';
export { joinSafely } from './safe-join.ts';
export { toPlainText } from './service-error.ts';
export { SharedReads } from './shared-reads.ts';
export {
  type LongLivedProcess,
  type ProcessRequest,
  type ProcessResult,
  type RunRequest,
  runProcess,
  startProcess,
} from './subprocess.ts';
export { systemClock } from './system-clock.ts';
export { readTokenScopes } from './token-scopes.ts';
export { type Credentials, DEFAULT_SCOPES, TokenSource, type TokenSourceOptions } from './token-source.ts';
export { Transport } from './transport.ts';
export type {
  ApiSettings,
  TimeLimits,
  TransportEvent,
  TransportOptions,
} from './transport-options.ts';
export type { AnswerHead, BodySink } from './wire-request.ts';
