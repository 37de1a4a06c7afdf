import { type Html, type HtmlValue, html } from './html.ts';

/** One column of a table; figures are aligned to the right. */
export interface TableColumn {
  readonly name: HtmlValue;
  readonly isFigure?: boolean;
}

export interface TableContent {
  /** Fixed text: says what the table holds. */
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  /** The first cell of each row is its header. */
  readonly rows: readonly (readonly HtmlValue[])[];
  readonly className?: string;
}

/** A table with headers for rows and columns, inside a container that scrolls on its own and can be reached with the keyboard. */
export function renderTable({ caption, columns, rows, className }: TableContent): Html {
  return html`<div class="scroll" role="group" aria-label="${caption}" tabindex="0"><table class="${className}">
<caption><span>${caption}</span></caption>
<thead><tr>${columns.map((column) => html`<th scope="col"${classOf(column)}>${column.name}</th>`)}</tr></thead>
<tbody>${rows.map((row) => renderRow(row, columns))}</tbody>
</table></div>`;
}

function renderRow(row: readonly HtmlValue[], columns: readonly TableColumn[]): Html {
  return html`
<tr>${row.map((cell, index) =>
    index === 0
      ? html`<th scope="row"${classOf(columns[0])}>${cell}</th>`
      : html`<td${classOf(columns[index])}>${cell}</td>`,
  )}</tr>`;
}

function classOf(column: TableColumn | undefined): Html | false {
  return column?.isFigure === true && html` class="figure"`;
}
