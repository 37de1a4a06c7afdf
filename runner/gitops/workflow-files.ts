import { randomUUID } from 'node:crypto';
import { appendFileDurable, readTextFile } from '../host/index.ts';
import { UsageError } from '../model/index.ts';

/** GitHub takes no larger summary of a step: it shows nothing of it. */
const MOST_SUMMARY_BYTES = 1024 * 1024;
const CUT_NOTE = '\n\n_The rest was left out: GitHub shows no more than 1 MiB of a summary._\n';

/**
 * Adds Markdown to the summary of the step ($GITHUB_STEP_SUMMARY). What would go beyond GitHub's limit is left out, by whole lines,
 * and a note says so where there is room for one.
 */
export async function appendStepSummary(path: string, markdown: string): Promise<void> {
  const present = await readTextFile(path);
  const room = MOST_SUMMARY_BYTES - Buffer.byteLength(present ?? '');
  const text = fitInto(markdown.endsWith('\n') ? markdown : `${markdown}\n`, room);
  if (text !== '') await appendFileDurable(path, text);
}

function fitInto(text: string, room: number): string {
  if (Buffer.byteLength(text) <= room) return text;
  const left = room - Buffer.byteLength(CUT_NOTE);
  if (left < 0) return '';
  const bytes = Buffer.from(text).subarray(0, left);
  // By whole lines: half of a character or of a tag would spoil what stands before it.
  const end = bytes.lastIndexOf('\n');
  return `${bytes.subarray(0, Math.max(0, end)).toString('utf8')}${CUT_NOTE}`;
}

/** Sets outputs of the step ($GITHUB_OUTPUT). A value may hold anything: a random delimiter that it does not hold ends it. */
export async function appendOutputs(path: string, outputs: Readonly<Record<string, string>>): Promise<void> {
  const text = Object.entries(outputs).map(([name, value]) => formatOutput(name, value));
  if (text.length > 0) await appendFileDurable(path, text.join(''));
}

function formatOutput(name: string, value: string): string {
  if (!/^[A-Za-z_][\w-]{0,100}$/.test(name)) {
    throw new UsageError({
      code: 'workflow-output',
      message: `${JSON.stringify(name)} cannot name an output`,
    });
  }
  const delimiter = `cai-${randomUUID()}`;
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}
