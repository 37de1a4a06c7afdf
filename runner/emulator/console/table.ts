import { type Html, type HtmlValue, html } from './html.ts';

/** A table with a caption; the first column heads its rows. On narrow screens it scrolls by itself. */
export function renderTable(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly HtmlValue[])[],
): Html {
  if (rows.length === 0) return html`<p class="none">No ${caption.toLowerCase()} yet.</p>`;
  const head = columns.map((column) => html`<th scope="col">${column}</th>`);
  const body = rows.map(
    ([first, ...cells]) =>
      html`<tr><th scope="row">${first}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  );
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption class="unseen">${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>${body}</tbody>
</table></div>`;
}

/** Facts about one thing, by name. */
export function renderFacts(facts: readonly (readonly [string, HtmlValue])[]): Html {
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** The menu behind a row: Adobe's label, and what it offers. */
export function renderMenu(
  label: string,
  of: string,
  entries: readonly { readonly label: string; readonly address: string }[],
): Html {
  const items = entries.map(
    (entry) => html`<li><a href="${entry.address}">${entry.label}<span class="unseen"> ${of}</span></a></li>`,
  );
  return html`<details class="menu"><summary>${label}<span class="unseen"> ${of}</span></summary><ul>${items}</ul></details>`;
}
