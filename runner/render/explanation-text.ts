import type {
  AttributeExplanation,
  ChildAttribute,
  CodeExplanation,
  Explanation,
  ExplanationIndex,
  KindExplanation,
  Mode,
  ValueExplanation,
} from '../model/index.ts';
import { countText } from './count-text.ts';
import { exampleLines } from './example-lines.ts';
import { toPlain } from './plain-text.ts';
import { renderJson } from './report-json.ts';
import { createPaint, type Paint, type Style } from './style.ts';
import { valueText } from './value-text.ts';
import { wrap } from './wrap.ts';

/** What is known of a topic, for people: each explanation under its name. */
export function renderExplanations(explanations: readonly Explanation[], style: Style): string {
  const paint = createPaint(style);
  return explanations
    .map((explanation) => explanationLines(explanation, style, paint).join('\n'))
    .join('\n\n');
}

/** The same for programs. */
export function renderExplanationsJson(explanations: readonly Explanation[]): string {
  return renderJson({ explanations });
}

/** What can be asked about. */
export function renderExplanationIndex(index: ExplanationIndex, style: Style): string {
  const { bold } = createPaint(style);
  const entry = (name: string, words: string, description: string): readonly string[] => [
    `  ${bold(name)}  ${words}`,
    ...wrap(toPlain(description), style, { first: '    ' }),
  ];
  return [
    'Documents: cai explain pipeline, cai explain pipeline.spec.customerAi.goal',
    ...index.documents.flatMap(({ path, type, description }) => entry(path, type, description)),
    '',
    'Kinds of resources: cai explain data-view, cai explain data-view.timezone',
    ...index.kinds.flatMap(({ kind, label, mode, description }) =>
      entry(kind, `${label}, ${mode}`, description),
    ),
    ...Object.values(MODES).flatMap((words) => wrap(words, style, { first: '  ', rest: '    ' })),
    '',
    ...wrap(
      `Codes: ${countText(index.codes.length, 'code')} of diagnostics, errors and answers of Adobe, such as cai explain missing-credentials, cai explain 407`,
      style,
      { first: '', rest: '  ' },
    ),
  ].join('\n');
}

/** The same for programs. */
export function renderExplanationIndexJson(index: ExplanationIndex): string {
  return renderJson({ ...index });
}

const MODES: Readonly<Record<Mode, string>> = {
  managed: 'managed: the runner changes it by API',
  guided: 'guided: a person changes it in Adobe’s UI, the runner says how and checks it',
  observed: 'observed: somebody else changes it, the runner checks it',
};

function explanationLines(explanation: Explanation, style: Style, paint: Paint): readonly string[] {
  switch (explanation.topic) {
    case 'attribute':
      return attributeLines(explanation, style, paint);
    case 'kind':
      return kindLines(explanation, style, paint);
    case 'code':
      return codeLines(explanation, style, paint);
  }
}

function attributeLines(attribute: AttributeExplanation, style: Style, paint: Paint): readonly string[] {
  const { path, required, type, kind } = attribute;
  const isDocument = !path.includes('.');
  const facts: readonly Fact[] = [
    ['type', isDocument || !required ? type : `${type}, required`],
    ...valueFacts(attribute),
    ...defaultFacts(attribute),
    ...adobeFacts(attribute),
    ...(kind === undefined ? [] : [['declares', `${kind}; see cai explain ${kind}`] as const]),
  ];
  const name = (path.split('.').at(-1) ?? path).replaceAll('[]', '');
  return [
    paint.bold(path),
    ...wrap(toPlain(attribute.description), style, { first: '  ' }),
    ...factLines(facts, style, paint),
    ...childLines(attribute.attributes, style, paint),
    ...examplesOf(attribute, isDocument ? undefined : name, paint),
  ];
}

function kindLines(kind: KindExplanation, style: Style, paint: Paint): readonly string[] {
  return [
    `${paint.bold(kind.kind)}  ${kind.label}`,
    ...wrap(toPlain(kind.description), style, { first: '  ' }),
    ...factLines(
      [
        ['mode', MODES[kind.mode]],
        ['declared at', kind.paths.join(', ')],
        ['address', `PIPELINE/${kind.kind}/NAME`],
      ],
      style,
      paint,
    ),
    ...childLines(kind.attributes, style, paint),
  ];
}

const CODE_TYPES = { diagnostic: 'diagnostic', error: 'error', answer: 'answer of Adobe' } as const;

function codeLines({ code, meanings }: CodeExplanation, style: Style, paint: Paint): readonly string[] {
  return meanings.flatMap(({ type, section, text, exit }, index) => [
    ...(index === 0 ? [] : ['']),
    `${paint.bold(code)}  ${CODE_TYPES[type]}${exit === undefined ? '' : `, exit code ${toPlain(exit)}`}  (${toPlain(section)})`,
    ...wrap(toPlain(text), style, { first: '  ' }),
  ]);
}

type Fact = readonly [name: string, text: string];

function valueFacts({ allowed, limits }: ValueExplanation): readonly Fact[] {
  return [
    ...(allowed.length === 0 ? [] : [['allowed', allowed.map(valueText).join(', ')] as const]),
    ...(limits.length === 0 ? [] : [['must be', limits.join('; ')] as const]),
  ];
}

function defaultFacts({ default: value, defaultFrom }: AttributeExplanation): readonly Fact[] {
  if (defaultFrom !== undefined) return [['default', defaultFrom]];
  return value === undefined ? [] : [['default', valueText(value)]];
}

const SHOWN = {
  visible: 'an API shows it',
  afterRun: 'an API shows it once a scoring run succeeded',
  hidden: 'no API shows it',
} as const;

function adobeFacts({ adobe }: AttributeExplanation): readonly Fact[] {
  if (adobe === undefined) return [];
  const { screen, label, visibility, readBack, immutable } = adobe;
  return [
    ['in Adobe', `${screen} › ${label}`],
    ['read back', `${SHOWN[visibility]}${readBack === undefined ? '' : `: ${readBack}`}`],
    ...(immutable ? [['change', 'Adobe lets nobody edit it, so a change is a replace'] as const] : []),
  ];
}

const FACT_WIDTH = 13;

function factLines(facts: readonly Fact[], style: Style, paint: Paint): readonly string[] {
  if (facts.length === 0) return [];
  const rest = ' '.repeat(2 + FACT_WIDTH);
  return [
    '',
    ...facts.flatMap(([name, text]) => {
      const [first = '', ...others] = wrap(toPlain(text), style, { first: rest });
      return [`  ${paint.dim(name.padEnd(FACT_WIDTH))}${first.trimStart()}`, ...others];
    }),
  ];
}

function childLines(children: readonly ChildAttribute[], style: Style, paint: Paint): readonly string[] {
  if (children.length === 0) return [];
  const lines = children.flatMap((child, index) => {
    const { name, required, description, form } = child;
    const isNewForm = form !== undefined && form > 1 && children[index - 1]?.form !== form;
    return [
      ...(isNewForm ? ['', '  or instead'] : []),
      `    ${paint.bold(name)}  ${childType(child)}${required ? ', required' : ''}`,
      ...wrap(toPlain(description), style, { first: '      ' }),
    ];
  });
  return ['', '  attributes', ...lines];
}

/** A short list of values says more than their type. */
function childType({ type, allowed }: ChildAttribute): string {
  const values = allowed.map(valueText).join(' or ');
  return values === '' || values.length > LONGEST_CHOICE ? type : values;
}

const LONGEST_CHOICE = 50;

function examplesOf(
  { examples }: ValueExplanation,
  name: string | undefined,
  paint: Paint,
): readonly string[] {
  if (examples.length === 0) return [];
  const heading = examples.length === 1 ? '  example' : '  examples';
  const lines = examples.flatMap((example) => exampleLines(name, example));
  return ['', heading, ...lines.map((line) => paint.cyan(`    ${line}`))];
}
