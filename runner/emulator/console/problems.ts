import { type Html, html } from './html.ts';

/** What is wrong with a form, by the name of the control; under the empty name what concerns the form as a whole. */
export type Problems = ReadonlyMap<string, string>;

export const NO_PROBLEMS: Problems = new Map();

/** The id of the element of a control: no two names have the same. */
export function controlId(name: string): string {
  return `f-${name.replaceAll(/[^A-Za-z0-9-]/gu, (character) => `_${character.codePointAt(0)?.toString(16)}_`)}`;
}

/** The summary of a form that is shown again: it has the focus, and a link to each control. */
export function renderProblems(problems: Problems): Html | undefined {
  if (problems.size === 0) return undefined;
  const items = [...problems].map(([name, text]) =>
    name === '' ? html`<li>${text}</li>` : html`<li><a href="#${controlId(name)}">${text}</a></li>`,
  );
  return html`<div class="problems" role="alert" tabindex="-1" autofocus aria-labelledby="problems-title">
<h2 id="problems-title">Nothing was saved yet</h2>
<ul>${items}</ul>
</div>`;
}
