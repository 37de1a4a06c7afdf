/** How text may look. Decided by the caller, who alone knows the terminal. */
export interface Style {
  readonly color: boolean;
  /** Columns of the terminal; 80 where nobody knows. */
  readonly width: number;
}

/** Colours by meaning rather than by name of colour; each returns its text unchanged where colour is off. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const ESCAPE = '\u001b[';

/** The painter of a style. */
export function createPaint(style: Style): Paint {
  const sgr =
    (on: number, off: number) =>
    (text: string): string =>
      style.color && text !== '' ? `${ESCAPE}${on}m${text}${ESCAPE}${off}m` : text;
  return {
    bold: sgr(1, 22),
    dim: sgr(2, 22),
    red: sgr(31, 39),
    green: sgr(32, 39),
    yellow: sgr(33, 39),
    cyan: sgr(36, 39),
  };
}
