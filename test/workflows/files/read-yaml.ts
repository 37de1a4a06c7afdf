import { parseDocument } from 'yaml';
import { Refusal, type Value } from '../expression/index.ts';

/** The content of a file; whatever YAML warns of is refused. */
export function readYaml(file: string, text: string): Value {
  const document = parseDocument(text, { prettyErrors: true });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw new Refusal(file, 'YAML', problem.message);
  return document.toJS() as Value;
}
