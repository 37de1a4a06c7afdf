import type { Style } from '../render/index.ts';
import type { CommandIo } from './io.ts';

const DEFAULT_WIDTH = 100;
const WIDEST = 140;
const NARROWEST = 60;

/** Colour and width for a stream: colour only on a terminal, and never against NO_COLOR. */
export function styleOf(io: CommandIo, stream: CommandIo['stdout']): Style {
  const noColor = (io.variables.NO_COLOR ?? '') !== '' || io.variables.TERM === 'dumb';
  const columns = Number(io.variables.COLUMNS) || stream.columns || DEFAULT_WIDTH;
  return { color: stream.isTTY === true && !noColor, width: Math.min(Math.max(columns, NARROWEST), WIDEST) };
}
