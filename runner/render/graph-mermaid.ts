import type { GraphResource, Mode, ResourceGraph } from '../model/index.ts';
import { toPlain } from './plain-text.ts';
import { renderJson } from './report-json.ts';

/** How a mode looks, so that it is told apart without colour too. */
const SHAPES: Readonly<Record<Mode, readonly [open: string, close: string]>> = {
  managed: ['["', '"]'],
  guided: ['{{"', '"}}'],
  observed: ['[("', '")]'],
};

const LEGEND = [
  '%% An arrow leads from what must be there first to what needs it.',
  '%% Rectangle: managed, by the runner. Hexagon: guided, by a person in Adobe. Cylinder: observed, never changed.',
];

const CLASSES = [
  'classDef managed fill:#e3f2e6,stroke:#2f7d3b,color:#10240f',
  'classDef guided fill:#fdf1d8,stroke:#a66a00,color:#2b1c00',
  'classDef observed fill:#eceff3,stroke:#5b6675,color:#1a1f27',
];

/** A graph as a Mermaid flowchart, one box for each pipeline. Equal graphs give equal bytes. */
export function renderGraph(graph: ResourceGraph): string {
  const { environment, resources } = graph;
  const ids = new Map(resources.map(({ address }, index) => [address, `r${index + 1}`]));
  const idOf = (address: string): string => ids.get(address) ?? '';
  const pipelines = [...new Set(resources.map(({ pipeline }) => pipeline))];
  const edges = resources.flatMap(({ address, dependsOn }) =>
    dependsOn
      .filter((dependency) => ids.has(dependency))
      .map((dependency) => `${idOf(dependency)} --> ${idOf(address)}`),
  );
  return [
    'flowchart LR',
    ...[`%% Environment ${toPlain(environment)}.`, ...LEGEND, ...CLASSES].map(indent),
    ...pipelines.flatMap((pipeline, index) => [
      indent(`subgraph p${index + 1}["${toLabel(pipeline)}"]`),
      ...resources
        .filter((resource) => resource.pipeline === pipeline)
        .map((resource) => indent(indent(nodeText(resource, idOf(resource.address))))),
      indent('end'),
    ]),
    ...edges.map(indent),
  ].join('\n');
}

/** The same for programs. */
export function renderGraphJson(graph: ResourceGraph): string {
  return renderJson({ ...graph });
}

function nodeText({ address, mode }: GraphResource, id: string): string {
  const [open, close] = SHAPES[mode];
  return `${id}${open}${toLabel(address)}${close}:::${mode}`;
}

/** A text within quotes of Mermaid: whatever could end it, or be read as Markdown or HTML, is written as its number. */
function toLabel(text: string): string {
  return toPlain(text).replaceAll(
    /[^\p{L}\p{N}/ .:-]/gu,
    (character) => `#${character.codePointAt(0) ?? 0};`,
  );
}

function indent(line: string): string {
  return `  ${line}`;
}
