import { explain, explainNothing } from '../../operations/index.ts';
import {
  renderExplanationIndex,
  renderExplanationIndexJson,
  renderExplanations,
  renderExplanationsJson,
} from '../../render/index.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { openExplainer } from '../open-explainer.ts';
import { styleOf } from '../style-of.ts';

/** `cai explain`: documentation of an attribute, a kind or a code; without a topic, what there is. */
export async function runExplain(
  io: CommandIo,
  topic: string | undefined,
  options: { readonly json?: boolean },
): Promise<number> {
  const explainer = await openExplainer(io);
  const style = styleOf(io, io.stdout);
  if (topic === undefined) {
    const index = explainNothing(explainer);
    io.stdout.write(
      `${options.json === true ? renderExplanationIndexJson(index) : renderExplanationIndex(index, style)}\n`,
    );
    return EXIT.done;
  }
  const found = explain(topic, explainer);
  io.stdout.write(
    `${options.json === true ? renderExplanationsJson(found) : renderExplanations(found, style)}\n`,
  );
  return EXIT.done;
}
