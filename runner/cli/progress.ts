import { Listr, ListrDefaultRendererLogLevels, ListrLogger, ListrLogLevels, ProcessOutput } from 'listr2';
import type { EventSink, RunEvent } from '../model/index.ts';
import { createPaint, renderTransfer, type Style, toPlain } from '../render/index.ts';
import { chooseLines } from './choose-lines.ts';
import type { CommandIo } from './io.ts';
import { styleOf } from './style-of.ts';

/** Work that tells how it goes. */
export type Work<T> = (emit: EventSink) => Promise<T>;

/** How work is announced. */
export interface ProgressRequest<T> {
  readonly title: string;
  /** It may ask a question in between: then only whole lines are written, since redrawing would erase the question. */
  readonly asks: boolean;
  /** Whether a result says that part of the work failed: the title has the sign of a failure then. */
  readonly hasFailed?: (result: T) => boolean;
}

/**
 * Runs work under a title and draws its events on stderr: live where stderr is a terminal, as plain lines elsewhere.
 * stdout stays free for the result.
 */
export async function withProgress<T>(
  io: CommandIo,
  { title, asks, hasFailed }: ProgressRequest<T>,
  work: Work<T>,
): Promise<T> {
  let result: { readonly value: T } | { readonly error: unknown } | undefined;
  const processOutput = new ProcessOutput(io.stderr as NodeJS.WriteStream, io.stderr as NodeJS.WriteStream);
  const logger = new ListrLogger({ processOutput });
  const color = colorsOf(styleOf(io, io.stderr));
  // The library redraws as wide as stdout is: which is a file, or a terminal that tells no width, has only lines.
  const isLive = io.stderr.isTTY === true && (io.stdout.columns ?? 0) > 0 && !asks;
  const isWorthALine = chooseLines(io.clock);
  const tasks = new Listr(
    [
      {
        title,
        task: async (_context, task): Promise<void> => {
          const emit: EventSink = (event) => {
            if (!isLive && !isWorthALine(event)) return;
            const text = describeEvent(event);
            if (text !== undefined) task.output = toPlain(text);
          };
          result = await work(emit).then(
            (value) => ({ value }),
            (error: unknown) => ({ error }),
          );
          if ('error' in result || hasFailed?.(result.value) === true) throw new Error('see below');
        },
        rendererOptions: { outputBar: 1, persistentOutput: false },
      },
    ],
    {
      renderer: isLive ? 'default' : 'simple',
      rendererOptions: { logger, showErrorMessage: false, collapseErrors: false, color },
      fallbackRendererOptions: { logger, color },
      registerSignalListeners: false,
      forceUnicode: false,
    } as ConstructorParameters<typeof Listr>[1],
  );
  await tasks.run().catch(() => undefined);
  if (result === undefined) throw new Error('the work ended without a result');
  if ('error' in result) throw result.error;
  return result.value;
}

/** Colour of each level's sign. All are given: what is left out the library colours as stdout would have it, and these go to stderr. */
function colorsOf(style: Style): Readonly<Record<string, (text?: string) => string>> {
  const { red, green, yellow } = createPaint(style);
  const levels = [...Object.values(ListrLogLevels), ...Object.values(ListrDefaultRendererLogLevels)];
  const plain = levels.map((level) => [level, (text = ''): string => text]);
  return {
    ...Object.fromEntries(plain),
    STARTED: (text = '') => yellow(text),
    PENDING: (text = '') => yellow(text),
    COMPLETED: (text = '') => green(text),
    FAILED: (text = '') => red(text),
  };
}

/** One line for an event, or nothing where it is not worth one. */
export function describeEvent(event: RunEvent): string | undefined {
  switch (event.type) {
    case 'observing':
      return `reading ${event.label}`;
    case 'observed':
      return undefined;
    case 'writing':
      return `${event.operation} ${event.address}`;
    case 'written':
      return event.ok
        ? `${event.operation} ${event.address}: done`
        : `${event.operation} ${event.address}: ${event.detail ?? 'failed'}`;
    case 'waiting':
      return `waiting up to ${event.seconds} s to be sure ${event.reason}`;
    case 'recovering':
      return `looking up an interrupted ${event.detail} of ${event.address}`;
    case 'downloading':
      return `downloading batch ${event.batch} of ${event.address}: ${event.files} files`;
    case 'transferring':
      return renderTransfer(event);
  }
}
