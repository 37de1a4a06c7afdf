import type {
  Diagnostic,
  LoadedEnvironment,
  LoadedPipeline,
  SourceDocument,
  WrittenEnvironment,
  WrittenPipeline,
} from '../model/index.ts';
import { applyEnvironmentDefaults } from './apply-environment-defaults.ts';
import { applyPipelineDefaults } from './apply-pipeline-defaults.ts';
import { type CheckedDocument, checkSchema } from './check-schema.ts';
import type { DocumentKind } from './describe-schema-error.ts';
import { type Finding, toDiagnostics } from './finding.ts';
import { MISSING_TEXT } from './repair-value.ts';
import { DOCUMENT_RULES, RULES } from './rules.ts';
import { getValue } from './schema-path.ts';
import { indexConnections, type World } from './world.ts';

/** What validation needs to know besides the documents. */
export interface ValidateOptions {
  /** Version of the runner, for `requiredVersion`. */
  readonly runnerVersion: string;
}

/** What may be relied on, and what is wrong. */
export interface ValidatedDocuments {
  /** Every pipeline of the right shape. Go on only where `diagnostics` holds no error. */
  readonly pipelines: readonly LoadedPipeline[];
  readonly environments: readonly LoadedEnvironment[];
  /** Sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks documents against the schemas and the rules; all problems of all documents at once. Pure; never throws for what a user wrote. */
export function validateDocuments(
  documents: readonly SourceDocument[],
  { runnerVersion }: ValidateOptions,
): ValidatedDocuments {
  const checked = documents.map((document) => checkSchema(document));
  const pipelines = checked.flatMap((each) => toPipeline(each));
  const world: World = {
    pipelines,
    connections: indexConnections(pipelines),
    environments: checked.flatMap((each) => toEnvironment(each)),
    pipelineNames: getNames(checked, 'Pipeline'),
    environmentNames: getNames(checked, 'Environment'),
    runnerVersion,
  };
  const ofDocuments = documents.flatMap((document) => DOCUMENT_RULES.flatMap((rule) => rule(document)));
  const findings = dropExplained([
    ...ofDocuments,
    ...checked.flatMap((each) => each.findings),
    ...dropAboutMissing(
      checked,
      RULES.flatMap((rule) => rule(world)),
    ),
  ]);
  const valid = new Set(checked.filter((each) => each.findings.length === 0).map(({ document }) => document));
  return {
    pipelines: world.pipelines.filter(({ source }) => valid.has(source)),
    environments: world.environments.filter(({ source }) => valid.has(source)),
    diagnostics: toDiagnostics(findings),
  };
}

function toPipeline({ document, kind, value }: CheckedDocument): readonly LoadedPipeline[] {
  if (kind !== 'Pipeline' || value === undefined) return [];
  return [{ pipeline: applyPipelineDefaults(value as WrittenPipeline), source: document }];
}

function toEnvironment({ document, kind, value }: CheckedDocument): readonly LoadedEnvironment[] {
  if (kind !== 'Environment' || value === undefined) return [];
  return [{ environment: applyEnvironmentDefaults(value as WrittenEnvironment), source: document }];
}

function getNames(checked: readonly CheckedDocument[], kind: DocumentKind): ReadonlySet<string> {
  const names = checked
    .filter((each) => each.kind === kind)
    .map(({ document }) => getValue(document.value, ['metadata', 'name']));
  return new Set(names.filter((name) => typeof name === 'string'));
}

/** What says that a name leads nowhere: it may lead into what is missing. */
const ABOUT_NAMES: ReadonlySet<string> = new Set(['dangling-reference', 'dataset-not-in-connection']);

/** Lists whose members others refer to. */
const HOLDS_NAMES: ReadonlySet<string> = new Set(['spec.inputs', 'spec.connection.datasets']);

/**
 * What a rule says of something that is missing, or by comparing with it, is not what is wrong; and advice on a document
 * that lacks something can wait.
 */
function dropAboutMissing(
  checked: readonly CheckedDocument[],
  findings: readonly Finding[],
): readonly Finding[] {
  const missing = new Map(checked.map((each) => [each.document, each.missing ?? []]));
  return findings.filter(({ document, path, severity, code, detail, expected, suggestion }) => {
    const gaps = missing.get(document) ?? [];
    if (gaps.length > 0 && severity === 'warning') return false;
    if (ABOUT_NAMES.has(code) && gaps.some((gap) => HOLDS_NAMES.has(gap.join('.')))) return false;
    const isAbout = gaps.some((gap) => gap.every((part, index) => path[index] === part));
    return !isAbout && !`${detail}${expected}${suggestion}`.includes(MISSING_TEXT);
  });
}

/** A credential is not also an unknown attribute, nor a hidden character also a text of the wrong form. */
function dropExplained(findings: readonly Finding[]): readonly Finding[] {
  const explained = new Map<SourceDocument, Set<string>>();
  for (const { document, path, code } of findings) {
    if (code !== 'credential-in-yaml') continue;
    const paths = explained.get(document) ?? new Set();
    explained.set(document, paths.add(path.join('\0')));
  }
  const seen = new Set<string>();
  return findings.filter(({ document, path, code }) => {
    const key = path.join('\0');
    if (code !== 'credential-in-yaml' && explained.get(document)?.has(key) === true) return false;
    if (code !== 'control-character' && code !== 'credential-in-yaml') return true;
    const place = [code, document.file, document.index, key].join('\0');
    const isFirst = !seen.has(place);
    seen.add(place);
    return isFirst;
  });
}
