import type { Attestation, BoundObject, ObjectStatus, State } from '../model/index.ts';
import { planCommand, showStateCommand } from './commands.ts';
import { countText, listText } from './count-text.ts';
import { PURPOSE_TEXT } from './handoff-summary-text.ts';
import { toPlain } from './plain-text.ts';
import { renderJson } from './report-json.ts';
import { createPaint, type Paint, type Style } from './style.ts';
import { tableLines } from './table.ts';
import { timeText } from './time-text.ts';
import { pathText, valueText } from './value-text.ts';
import { wrap } from './wrap.ts';

const STATUS_ORDER: readonly ObjectStatus[] = ['current', 'pending', 'retired', 'abandoned'];

/** Everything that the state knows: one line for each object. */
export function renderState(state: State, style: Style): string {
  const { bold, cyan } = createPaint(style);
  const addresses = Object.keys(state.resources).sort();
  const open = openLineCount(state);
  const head = [
    bold(`State of ${toPlain(state.environment)}`),
    `${countText(addresses.length, 'resource')}, ${countText(open, 'open line')}, ${countText(Object.keys(state.handoffs).length, 'open handoff')}, serial ${state.serial}`,
  ];
  const [first] = addresses;
  if (first === undefined)
    return [...head, 'Nothing was applied yet:', `  ${cyan(planCommand(state.environment))}`].join('\n');
  const rows = addresses.flatMap((address) =>
    sortObjects(state.resources[address]?.objects ?? []).map((object) => [
      toPlain(address),
      object.status,
      toPlain(object.ids.id ?? 'no id'),
      toPlain(object.titles.at(-1) ?? state.resources[address]?.title ?? ''),
    ]),
  );
  return [
    ...head,
    '',
    ...tableLines({ columns: ['address', 'object', 'id', 'title'], rows }, style, bold),
    '',
    'All about one of them:',
    `  ${cyan(showStateCommand(first, state.environment))}`,
  ].join('\n');
}

/** Everything that the state knows of one address: its objects, what was applied, who said what. */
export function renderStateResource(state: State, address: string, style: Style): string {
  const resource = state.resources[address];
  if (resource === undefined)
    return `The state of ${toPlain(state.environment)} knows nothing of ${toPlain(address)}.`;
  const paint = createPaint(style);
  const allowance = resource.allowDelete ? 'its deletion is allowed' : 'its deletion is not allowed';
  const blocks = [
    [
      paint.bold(`${toPlain(address)}  "${toPlain(resource.title)}"`),
      `kind ${toPlain(resource.kind)}; ${allowance}`,
    ],
    ...sortObjects(resource.objects).map((object) => objectLines(object, paint, style)),
    handoffLines(state, address, style),
    lineLines(state, address, style),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

/** The state as it is, for programs. */
export function renderStateJson(state: State): string {
  return renderJson(state);
}

const STATUS_TEXT: Readonly<Record<ObjectStatus, string>> = {
  current: 'current object',
  pending: 'pending object: asked for, not there yet',
  retired: 'retired object: replaced, and still in Adobe',
  abandoned: 'abandoned object: begun for a change that was given up',
};

function objectLines(object: BoundObject, { bold }: Paint, style: Style): readonly string[] {
  const ids = Object.entries(object.ids).map(([name, id]) => `${toPlain(name)} ${toPlain(id)}`);
  const line = (text: string): readonly string[] => wrap(text, style, { first: '  ', rest: '      ' });
  const titles = object.titles.map((title) => `"${toPlain(title)}"`);
  return [
    bold(STATUS_TEXT[object.status]),
    ...line(ids.length === 0 ? 'ids: none yet' : `ids: ${ids.join(', ')}`),
    ...(titles.length < 2 ? [] : line(`titles, oldest first: ${titles.join(', ')}`)),
    ...(object.dependsOn.length === 0 ? [] : line(`depends on: ${listText(object.dependsOn.map(toPlain))}`)),
    ...section(
      'last applied',
      Object.entries(object.applied).map(([path, value]) => `${pathText(path)}: ${valueText(value)}`),
      style,
    ),
    ...section(
      'attested',
      Object.entries(object.attestations).map(([path, word]) => attestationText(path, word)),
      style,
    ),
    ...section(
      'counted as equal',
      Object.entries(object.equivalences).map(
        ([path, { desired, observed, reason, by }]) =>
          `${pathText(path)}: YAML ${valueText(desired)}, Adobe ${valueText(observed)}: ${toPlain(reason)} (says ${toPlain(by)})`,
      ),
      style,
    ),
  ];
}

function section(heading: string, texts: readonly string[], style: Style): readonly string[] {
  if (texts.length === 0) return [];
  return [
    `  ${heading}:`,
    ...texts.flatMap((text) => wrap(text, style, { first: '    ', rest: '        ' })),
  ];
}

function attestationText(path: string, { value, by, asserted, at }: Attestation): string {
  const who = asserted ? `${toPlain(by)} (asserted: nobody checked who that is)` : toPlain(by);
  return `${pathText(path)}: ${valueText(value)}, by ${who}, ${timeText(at)}`;
}

function handoffLines({ handoffs }: State, address: string, style: Style): readonly string[] {
  const texts = Object.values(handoffs)
    .filter((handoff) => handoff.address === address)
    .map(
      (handoff) =>
        `${PURPOSE_TEXT[handoff.purpose]} "${toPlain(handoff.title)}", open since ${timeText(handoff.openedAt)}`,
    );
  return section('open handoffs', texts, style).map((line) => line.slice(2));
}

function lineLines({ manifests }: State, address: string, style: Style): readonly string[] {
  const texts = manifests.flatMap(({ lines, acceptedBy, acceptedAt }) =>
    lines
      .filter((line) => line.address === address || line.address.startsWith(`${address}~`))
      .map(({ action, status, reason }) => {
        const why = reason === undefined ? '' : ` (${toPlain(reason)})`;
        return `${action}: ${status}${why}; accepted by ${toPlain(acceptedBy)}, ${timeText(acceptedAt)}`;
      }),
  );
  return section('accepted lines, oldest first', texts, style).map((line) => line.slice(2));
}

function openLineCount({ manifests }: State): number {
  return manifests.flatMap((manifest) => manifest.lines).filter((line) => line.status === 'open').length;
}

function sortObjects(objects: readonly BoundObject[]): readonly BoundObject[] {
  return [...objects].sort((a, b) => STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status));
}
