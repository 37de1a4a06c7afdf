import { type Html, type HtmlValue, html } from './html.ts';

/** One section of the page: its heading, what it says in a sentence or two, and the rest. */
export function renderSection(
  { id, title, lead }: { readonly id: string; readonly title: string; readonly lead: HtmlValue },
  ...body: readonly HtmlValue[]
): Html {
  return html`
<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
<p class="lead">${lead}</p>
${body}
</section>`;
}
