import { planCommand } from './commands.ts';
import { countText, listText } from './count-text.ts';
import { toPlain } from './plain-text.ts';
import { createPaint, type Style } from './style.ts';
import { wrap } from './wrap.ts';

/** What a successful `validate` looked at. Plain data, sorted by its maker. */
export interface ValidateSummary {
  readonly files: number;
  readonly pipelines: readonly ValidatedPipeline[];
  readonly environments: readonly ValidatedEnvironment[];
}

export interface ValidatedPipeline {
  readonly name: string;
  readonly title: string;
  readonly file: string;
  /** Resources by the label of their kind: `data view` → 2. */
  readonly resources: readonly { readonly kind: string; readonly count: number }[];
  /** Adobe's historical-data rule, computed: days of data that the instance needs before its first run succeeds. */
  readonly history?: {
    readonly requiredDays: number;
    readonly lookbackDays: number;
    readonly outcomeWindowDays: number;
  };
}

export interface ValidatedEnvironment {
  readonly name: string;
  readonly sandbox: string;
  readonly pipelines: number;
  readonly resources: number;
}

/** Says what was checked, so that a green result is known not to be an empty one. */
export function renderValidateSummary(summary: ValidateSummary, style: Style): string {
  const { bold, cyan, green } = createPaint(style);
  const { files, pipelines, environments } = summary;
  const checked = [
    countText(files, 'file'),
    countText(pipelines.length, 'pipeline'),
    countText(environments.length, 'environment'),
  ];
  const [first] = environments;
  const next =
    first === undefined ? [] : ['', 'Next, see what would change:', `  ${cyan(planCommand(first.name))}`];
  return [
    `${green('valid')}: ${listText(checked)} checked, no errors`,
    ...pipelines.flatMap((pipeline) => ['', ...pipelineLines(pipeline, style, bold)]),
    ...(environments.length === 0 ? [] : ['']),
    ...environments.flatMap((environment) =>
      wrap(environmentText(environment), style, { first: '', rest: '  ' }),
    ),
    ...next,
  ].join('\n');
}

function pipelineLines(
  pipeline: ValidatedPipeline,
  style: Style,
  paint: (text: string) => string,
): readonly string[] {
  const { name, title, file, resources, history } = pipeline;
  const counts = resources.map(({ kind, count }) => `${count} × ${toPlain(kind)}`).join(', ');
  return [
    ...wrap(`${paint(toPlain(name))}  "${toPlain(title)}"  ${toPlain(file)}`, style, {
      first: '',
      rest: '  ',
    }),
    ...(counts === '' ? [] : wrap(counts, style, { first: '  ' })),
    ...(history === undefined ? [] : wrap(historyText(history), style, { first: '  ' })),
  ];
}

function historyText({
  requiredDays,
  lookbackDays,
  outcomeWindowDays,
}: NonNullable<ValidatedPipeline['history']>): string {
  const needed = countText(requiredDays, 'day');
  return `needs ${needed} of history: ${lookbackDays} to look back on + ${outcomeWindowDays} of outcome window. With less, Adobe’s run ends in error 407.`;
}

function environmentText({ name, sandbox, pipelines, resources }: ValidatedEnvironment): string {
  return `environment ${toPlain(name)}: sandbox ${toPlain(sandbox)}, ${countText(pipelines, 'pipeline')}, ${countText(resources, 'resource')}`;
}
