import type { CheckTone } from './check-summary.ts';
import { Html, html } from './html.ts';

/** One form for each tone, so that nothing hangs on colour alone. */
const FORMS: Readonly<Record<CheckTone, string>> = {
  good: '<path d="M3 8.5l3.5 3.5L13 4.5"/>',
  look: '<path d="M8 2.5L14.5 13.5H1.5Z"/><path d="M8 7v3"/>',
  failed: '<path d="M3.5 3.5l9 9M12.5 3.5l-9 9"/>',
  unknown: '<path d="M4 8h8"/>',
};

/** A small drawing of a tone. It says nothing to a screen reader: words stand beside it, or are given as `unseen`. */
export function outcomeMark(tone: CheckTone, unseen?: string): Html {
  return html`<svg class="mark ${tone}" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">${new Html(FORMS[tone])}</svg>${
    unseen !== undefined && html`<span class="unseen">${unseen}</span>`
  }`;
}
