/**
 * The little of a page's document that tests use in functions which the browser runs. The types of the whole DOM would make its
 * globals look as if they were there in Node too.
 */
export interface PageElement {
  readonly tagName: string;
  readonly className: string;
  readonly textContent: string | null;
  readonly outerHTML: string;
  readonly clientWidth: number;
  readonly scrollWidth: number;
  getAttributeNames(): string[];
  closest(selector: string): PageElement | null;
  getBoundingClientRect(): { readonly right: number; readonly height: number };
}

export interface PageDocument {
  readonly documentElement: PageElement;
  readonly activeElement: PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement> & { readonly length: number };
}
