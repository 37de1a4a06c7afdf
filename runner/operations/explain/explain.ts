import {
  type CodeExplanation,
  DIAGNOSTIC_CODES,
  type Explanation,
  type ExplanationIndex,
  type KindRegistry,
  kindOf,
  parseAddress,
  UsageError,
} from '../../model/index.ts';
import {
  explainEnd,
  explainKind,
  explainPath,
  indexLanguage,
  type Language,
  listTopics,
  makeLanguage,
  type Schemas,
  suggest,
} from '../../validate/index.ts';
import { type CodeRow, readCodeTables } from './read-code-tables.ts';

/** Where documentation stands; nothing is written down a second time for `explain`. */
export interface ExplainSources {
  readonly schemas: Schemas;
  readonly kinds: KindRegistry;
  /** Text of `docs/troubleshooting.md`: the codes of errors, and the sections of all codes. */
  readonly troubleshooting: string;
  /** Adobe's codes of failed Customer AI runs, in words. */
  readonly runErrors: readonly { readonly code: number; readonly text: string }[];
}

/** The sources, read once for any number of questions. */
export interface Explainer {
  readonly language: Language;
  readonly codes: ReadonlyMap<string, CodeExplanation>;
}

export function makeExplainer(sources: ExplainSources): Explainer {
  return { language: makeLanguage(sources.schemas, sources.kinds), codes: codesOf(sources) };
}

/** Everything that is known of a topic: an attribute, a kind, an address, a code. Throws a {@link UsageError} where nothing is. */
export function explain(topic: string, { language, codes }: Explainer): readonly Explanation[] {
  const slug = parseAddress(topic) === undefined ? topic : kindOf(topic);
  const code = codes.get(topic);
  const found: readonly Explanation[] = [
    ...[explainKind(language, slug) ?? []].flat(),
    ...(code === undefined ? [] : [code]),
    ...explainPath(language, topic),
  ];
  if (found.length > 0) return found;
  const [only, ...others] = explainEnd(language, topic);
  if (only === undefined) throw unknownTopic(topic, language, [...codes.keys()]);
  if (others.length === 0) return [only];
  throw ambiguousTopic(
    topic,
    [only, ...others].map(({ path }) => path),
  );
}

/** What can be asked about, for those who do not know yet. */
export function explainNothing({ language, codes }: Explainer): ExplanationIndex {
  return { ...indexLanguage(language), codes: [...codes.keys()] };
}

/** Every topic by its full name, for completion. */
export function listExplained({ language, codes }: Explainer): readonly string[] {
  return [...listTopics(language), ...codes.keys()];
}

/** Codes of diagnostics from their table in the code, all others from the page that documents them; in that order. */
function codesOf({ troubleshooting, runErrors }: ExplainSources): ReadonlyMap<string, CodeExplanation> {
  const rows = readCodeTables(troubleshooting);
  const sectionOf = new Map(rows.flatMap((row) => row.codes.map((code) => [code, row.section] as const)));
  const diagnostics = Object.entries(DIAGNOSTIC_CODES).map(
    ([code, text]): CodeRow => ({
      codes: [code],
      type: 'diagnostic',
      section: sectionOf.get(code) ?? 'Diagnostics',
      text,
    }),
  );
  const runs = runErrors.map(
    ({ code, text }): CodeRow => ({
      codes: [String(code)],
      type: 'answer',
      section: 'Customer AI run',
      text,
    }),
  );
  const codes = new Map<string, CodeExplanation>();
  for (const { codes: names, ...meaning } of [
    ...diagnostics,
    ...rows.filter(({ type }) => type !== 'diagnostic'),
    ...runs,
  ]) {
    for (const code of names) {
      const meanings = [...(codes.get(code)?.meanings ?? []), meaning];
      codes.set(code, { topic: 'code', code, meanings });
    }
  }
  return codes;
}

function unknownTopic(topic: string, language: Language, codes: readonly string[]): UsageError {
  const topics = [...listTopics(language), ...codes];
  // Most people leave the document out, or name the attribute alone.
  const below = topics.map((path) => path.split('.').slice(1).join('.'));
  const names = topics.map((path) => path.split('.').at(-1) ?? '');
  const near = suggest(
    topic,
    [...new Set([...topics, ...below, ...names])].filter((name) => name !== ''),
  );
  return new UsageError({
    message: `neither the language nor the codes have anything called "${topic}"`,
    hint:
      near === undefined
        ? 'See what there is: cai explain'
        : `Did you mean ${near}? See: cai explain ${near}`,
  });
}

const MOST_SHOWN = 12;

function ambiguousTopic(topic: string, paths: readonly string[]): UsageError {
  const shown = paths.slice(0, MOST_SHOWN).map((path) => `  ${path}`);
  const rest = paths.length > MOST_SHOWN ? [`  and ${paths.length - MOST_SHOWN} more`] : [];
  return new UsageError({
    message: [`${paths.length} attributes end in "${topic}":`, ...shown, ...rest].join('\n'),
    hint: `Say which one, for example: cai explain ${paths[0]}`,
  });
}
