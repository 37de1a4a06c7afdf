import type { DocumentPath, SourceDocument } from '../model/index.ts';
import { collapseBranches } from './collapse-branches.ts';
import { type DocumentKind, describeSchemaError } from './describe-schema-error.ts';
import type { Finding } from './finding.ts';
import { repairValue } from './repair-value.ts';
import { type SchemaError, validateEnvironment, validatePipeline } from './schema-validator.generated.js';
import { suggest } from './suggest.ts';

/** What the schema says of one document. */
export interface CheckedDocument {
  readonly document: SourceDocument;
  /** Absent where the document is of no known kind. */
  readonly kind?: DocumentKind;
  readonly findings: readonly Finding[];
  /** The value as far as the rules may look at it; absent where too much is wrong. */
  readonly value?: unknown;
  /** What is missing, and stands in `value` only so that the rules can look at the rest. */
  readonly missing?: readonly DocumentPath[];
}

const VALIDATORS = { Pipeline: validatePipeline, Environment: validateEnvironment } as const;
const KINDS: readonly DocumentKind[] = ['Pipeline', 'Environment'];

/** Checks one document against the schema of its kind. */
export function checkSchema(document: SourceDocument): CheckedDocument {
  const { value } = document;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return { document, findings: [describeNoMapping(document)] };
  }
  const written = Object.hasOwn(value, 'kind') ? (value as { kind: unknown }).kind : undefined;
  const kind = chooseKind(written);
  if (kind === undefined) return { document, findings: [describeKind(document, written)] };
  const errors = getErrors(kind, value);
  const findings = withoutMisspelt(errors.map((error) => describeSchemaError(error, document, kind)));
  if (kind !== written) {
    const others = findings.filter((finding) => !(finding.path.length === 1 && finding.path[0] === 'kind'));
    return { document, kind, findings: [describeKind(document, written), ...others] };
  }
  if (findings.length === 0) return { document, kind, findings, value };
  const repaired = repairValue(value, errors, (candidate) => getErrors(kind, candidate));
  return { document, kind, findings, ...repaired };
}

/** A misspelt attribute is also missing under its right name: that is one mistake, said once. */
function withoutMisspelt(findings: readonly Finding[]): readonly Finding[] {
  const meant = new Set(
    findings.flatMap(({ code, path, suggestion }) =>
      code === 'unknown-attribute' && suggestion !== undefined
        ? [JSON.stringify([...path.slice(0, -1), suggestion])]
        : [],
    ),
  );
  return findings.filter(
    ({ code, path }) => code !== 'missing-attribute' || !meant.has(JSON.stringify(path)),
  );
}

function getErrors(kind: DocumentKind, value: unknown): readonly SchemaError[] {
  const validate = VALIDATORS[kind];
  if (validate(value)) return [];
  const errors = collapseBranches(validate.errors ?? []);
  // A name that is wrong is reported by `propertyNames`; the pattern below it says the same again.
  return errors.filter((error) => !error.schemaPath.includes('/propertyNames/'));
}

function chooseKind(written: unknown): DocumentKind | undefined {
  if (typeof written !== 'string') return undefined;
  const near = suggest(written, KINDS);
  return KINDS.find((kind) => kind === written) ?? KINDS.find((kind) => kind === near);
}

function describeKind(document: SourceDocument, written: unknown): Finding {
  const shared = { document, path: ['kind'], expected: KINDS.join(', ') };
  if (written === undefined) {
    return {
      ...shared,
      code: 'missing-attribute',
      summary: 'A required attribute is missing',
      detail:
        '"kind" is missing, so nothing says what the document is. Add "kind: Pipeline" or "kind: Environment", or move the file out of the folder if it is neither.',
    };
  }
  const suggestion = typeof written === 'string' ? suggest(written, KINDS) : undefined;
  return {
    ...shared,
    code: 'unknown-kind',
    summary: 'The kind of a document is not known',
    detail: `"kind" must be "Pipeline" or "Environment".${suggestion === undefined ? ' Move the file out of the folder if it is neither.' : ''}`,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function describeNoMapping(document: SourceDocument): Finding {
  return {
    document,
    path: [],
    code: 'not-a-mapping',
    summary: 'A document has no attributes',
    detail:
      'The document is a list or a single value. A Pipeline or an Environment starts with "apiVersion: cai/v1" and "kind: …" at the left margin.',
    expected: 'attributes (name: value)',
  };
}
