/**
 * Prints, as JSON, what `--help` says of every command, by the words that name it: the program itself first, under no words. Run in
 * a process of its own, since the width of a help text is that of the terminal, and a pipe has none.
 */
import { runProgram } from '../runner/cli/program.ts';
import { renderUsage } from '../runner/emulator/usage.ts';

const pages = {};
await printPage([]);
process.stdout.write(JSON.stringify(pages));

async function printPage(words) {
  const help = await readHelp([...words, '--help']);
  if (!help.startsWith(['Usage: cai', ...words].join(' ')))
    throw new Error(`no help of cai ${words.join(' ')}`);
  pages[words.join(' ')] = help;
  for (const name of commandsOf(help)) {
    // The emulator has an entry point of its own, which the command passes everything on to.
    if (name === 'emulator') pages[name] = renderUsage();
    else if (name !== 'help') await printPage([...words, name]);
  }
}

async function readHelp(args) {
  let text = '';
  const stdout = { isTTY: false, write: (part) => (text += part) };
  const stderr = { isTTY: false, write: (part) => process.stderr.write(part) };
  const nothing = { stdin: process.stdin, cwd: '.', variables: {}, signal: new AbortController().signal };
  const folders = { packageFolder: '.', bundleFolder: '.', version: '' };
  await runProgram(args, { ...nothing, ...folders, clock: {}, stdout, stderr });
  return text;
}

/** The names that a help text lists below `Commands:`; a line that goes on is indented deeper. */
function commandsOf(help) {
  const [, list = ''] = help.split(/^Commands:\n/m);
  return list
    .split('\n\n')[0]
    .split('\n')
    .flatMap((line) => /^ {2}([a-z][\w-]*)/.exec(line)?.[1] ?? []);
}
