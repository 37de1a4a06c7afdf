/** One step as `cai handoffs show` prints it. */
export interface PrintedStep {
  /** The line that names the screen. */
  readonly screen: string;
  readonly verb: 'Open' | 'Set' | 'Clear' | 'Use' | 'Choose' | 'Remove' | 'Remove from' | 'Change' | 'Check';
  /** The words in quotes. */
  readonly label: string;
  readonly value: string;
  readonly isDone: boolean;
}

/** A printed handoff, as a reader takes it in. */
export interface PrintedHandoff {
  readonly title: string;
  readonly steps: readonly PrintedStep[];
  /** The command that confirms what no API shows, where there is something to confirm. */
  readonly attest: readonly string[] | undefined;
}

const HEAD = /^ *\d+\. (Open|Set|Clear|Use|Choose|Remove from|Remove|Change|Check) "([^"]+)"(.*)$/u;
const JOINS = /^(?: to add| to| for|:)/u;

/** Reads the text of one handoff: nothing but what stands there. */
export function readPrintedHandoff(text: string): PrintedHandoff {
  const [title = '', ...lines] = text.split('\n');
  const steps: PrintedStep[] = [];
  let screen = '';
  let head: string[] = [];
  let values: string[] = [];
  const finish = (): void => {
    if (head.length > 0) steps.push(readStep(screen, head.join(' '), values));
    [head, values] = [[], []];
  };
  for (const line of lines) {
    if (/^ *\d+\. [A-Z]/u.test(line)) {
      finish();
      head = [line];
    } else if (/^\S/u.test(line)) {
      finish();
      screen = line;
    } else if (head.length > 0 && line.startsWith('         ')) values.push(line.slice(9));
    else if (
      head.length > 0 &&
      values.length === 0 &&
      /^ {5}(?!why: |EFFECT: |Adobe shows now: )\S/u.test(line)
    )
      head.push(line.trim());
  }
  finish();
  const attest = /cai (handoffs attest \S+@\S+ --env \S+)/u.exec(text)?.[1]?.split(' ');
  return { title, steps, attest };
}

function readStep(screen: string, head: string, values: readonly string[]): PrintedStep {
  const [, verb, label = '', rest = ''] = HEAD.exec(head) ?? [];
  if (verb === undefined) throw new Error(`a step that nobody can read: ${head}`);
  const isDone = rest.includes('✓ done');
  const inline = rest
    .replace(JOINS, '')
    .replace(/ {2}(?:✓ done|\((?:API checks|you confirm|with the spaces|on several).*\))$/u, '')
    .trim();
  const value = values.length > 0 ? values.join('\n') : inline;
  return { screen, verb: verb as PrintedStep['verb'], label, value, isDone };
}
