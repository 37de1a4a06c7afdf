/** A place where a message and a contract disagree. */
export interface Finding {
  /** Which half of the exchange. */
  readonly part: 'request' | 'answer';
  /** Against the file as published, against the closed reading, or against what only the facts page says. */
  readonly check: 'published' | 'closed' | 'facts';
  readonly file: string;
  /** Method and template of the path, or the path itself where no template fits. */
  readonly operation: string;
  readonly status: number;
  /** Path inside the body, or name of a parameter; ids and indices are `*`. */
  readonly at: string;
  /** JSON Schema's keyword, or `operation`, `status`, `media`, `parameter`, `header`, `member`. */
  readonly keyword: string;
  readonly message: string;
  /** What stands there, where it is short. */
  readonly value?: unknown;
}

/** One line that names a finding. */
export function formatFinding(finding: Finding): string {
  const { file, operation, status, part, check, at, keyword, message } = finding;
  const place = at === '' ? '' : ` at ${at}`;
  return `${file} (${check}): ${operation} ${status}: ${part}${place}: ${keyword}: ${message}`;
}
