import { renderHtml } from './render-html.ts';

/** What a rendered text is made of, as far as a reader could be deceived by it. */
export interface HtmlStructure {
  /** Names of all elements, each once, sorted. */
  readonly elements: readonly string[];
  /** Addresses of links. */
  readonly links: readonly string[];
  readonly comments: readonly string[];
  /** What a forge looks for mentions and references in: the text outside of code. */
  readonly prose: string;
  /** Elements that are closed by another one, or by nothing. */
  readonly broken: readonly string[];
}

const VOID = new Set(['br', 'hr', 'img', 'input']);

/** Reads HTML that a Markdown renderer made, raw HTML included. */
export function structureOf(markdown: string): HtmlStructure {
  const html = renderHtml(markdown);
  const comments = [...html.matchAll(/<!--[\s\S]*?-->/gu)].map(([comment]) => comment);
  const body = html.replace(/<!--[\s\S]*?-->/gu, '');
  const elements = new Set<string>();
  const links: string[] = [];
  const broken: string[] = [];
  const open: string[] = [];
  for (const [tag, slash = '', name = ''] of body.matchAll(/<(\/?)([a-z!?][a-z0-9]*)[^>]*>/giu)) {
    elements.add(name);
    if (name === 'a' && slash === '') links.push(/href="([^"]*)"/u.exec(tag)?.[1] ?? tag);
    if (VOID.has(name)) continue;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) broken.push(tag);
  }
  const prose = body
    .replace(/<(pre|code)>[\s\S]*?<\/\1>/gu, ' ')
    .replace(/<[^>]*>/gu, ' ')
    .replace(/&#8203;/gu, '\u200b')
    .replace(/&#x?\w+;|&\w+;/gu, ' ');
  return { elements: [...elements].sort(), links, comments, prose, broken: [...broken, ...open] };
}
