import type { Finding } from '../../runner/emulator/contract/finding.ts';

/** A place where GitHub's file is wrong or behind, and how that is known. */
export interface KnownError {
  /** Over method, template of the path, and status. */
  readonly operation: RegExp;
  readonly part: Finding['part'];
  readonly at: RegExp;
  readonly keyword: string;
  readonly evidence: string;
}

/** Whether a known error explains a finding. */
export function explains(known: KnownError, finding: Finding): boolean {
  return (
    known.part === finding.part &&
    known.keyword === finding.keyword &&
    known.operation.test(`${finding.operation} ${finding.status}`) &&
    known.at.test(finding.at)
  );
}

/** All of them. One that nothing needs any more fails a test. */
export const KNOWN_ERRORS: readonly KnownError[] = [
  {
    operation: / 422$/,
    part: 'answer',
    at: /^\/status$/,
    keyword: 'undeclared',
    evidence:
      'every error body carries its status as a text; the file has that for basic errors, not for validation errors',
  },
  {
    operation: /^POST .*\/statuses\/\{sha\} 422$/,
    part: 'answer',
    at: /^$/,
    keyword: 'status',
    evidence:
      'a status of an unknown commit, or with a description above 140 characters, is a 422; the file has 201 alone',
  },
  {
    operation: /^GET .*\/commits\/\{commit_sha\}\/pulls 422$/,
    part: 'answer',
    at: /^$/,
    keyword: 'status',
    evidence:
      'the pull requests of an unknown commit are a 422 (No commit found for SHA); the file has 200 and 409',
  },
];
