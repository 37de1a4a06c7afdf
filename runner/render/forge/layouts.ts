/** How much of it a comment shows. */
export interface CommentLayout {
  readonly name: string;
  /** Whether what can be collapsed is open. */
  readonly open: boolean;
  /** Of which changes attributes are shown. */
  readonly attributes: 'all' | 'not-of-creates' | 'none';
  /** What is shown of a change. `name`: where it is within its pipeline, and no title. */
  readonly changes: 'full' | 'line' | 'name' | 'counts' | 'none';
  /** Characters that are shown of a value, and of any other text. */
  readonly value: number;
  readonly text: number;
  /** Entries of each list beside the changes, and of counts. 0: such lists are left out. */
  readonly items: number;
  /** Digest, head and the exact comments to write; what is left without them is the verdict alone. */
  readonly facts: boolean;
  /** What a reader does not see here; absent where nothing is left out. */
  readonly leftOut?: string;
  /** It is not for more changes than this: nobody scrolls through them. */
  readonly mostChanges?: number;
}

/** From most to least. The first that fits is taken, so a comment is never missing and never cut. */
export const LAYOUTS: readonly CommentLayout[] = [
  {
    name: 'whole',
    open: true,
    attributes: 'all',
    changes: 'full',
    value: 300,
    text: 1000,
    items: 500,
    facts: true,
    mostChanges: 40,
  },
  {
    name: 'collapsed',
    open: false,
    attributes: 'all',
    changes: 'full',
    value: 80,
    text: 400,
    items: 100,
    facts: true,
    leftOut: 'Long values and texts are shortened.',
  },
  {
    name: 'without what creates set',
    open: false,
    attributes: 'not-of-creates',
    changes: 'full',
    value: 80,
    text: 300,
    items: 50,
    facts: true,
    leftOut: 'What creates set is left out, and long values and texts are shortened.',
  },
  {
    name: 'one line per change',
    open: false,
    attributes: 'none',
    changes: 'line',
    value: 0,
    text: 200,
    items: 30,
    facts: true,
    leftOut: 'Attributes are left out: each change has one line.',
  },
  {
    name: 'one name per change',
    open: false,
    attributes: 'none',
    changes: 'name',
    value: 0,
    text: 160,
    items: 20,
    facts: true,
    leftOut: 'Attributes and titles are left out: each change has one line.',
  },
  {
    name: 'counts',
    open: false,
    attributes: 'none',
    changes: 'counts',
    value: 0,
    text: 160,
    items: 30,
    facts: true,
    leftOut: 'There is no room for single changes: they are counted by pipeline and kind.',
  },
  {
    name: 'fewer counts',
    open: false,
    attributes: 'none',
    changes: 'counts',
    value: 0,
    text: 120,
    items: 5,
    facts: true,
    leftOut: 'There is no room for single changes: they are counted by pipeline and kind.',
  },
  {
    name: 'verdict and facts',
    open: false,
    attributes: 'none',
    changes: 'none',
    value: 0,
    text: 100,
    items: 0,
    facts: true,
    leftOut: 'There is room for the verdict only.',
  },
  {
    name: 'verdict',
    open: false,
    attributes: 'none',
    changes: 'none',
    value: 0,
    text: 70,
    items: 0,
    facts: false,
    leftOut: 'There is room for the verdict only.',
  },
];

/** Said where not even the verdict fits; as plain as it is, it may be cut anywhere. */
const NO_ROOM = 'cai: there is no room for this here.';

/** The text of the first layout that fits. */
export function fitComment(
  { limit, changes }: { readonly limit: number; readonly changes: number },
  render: (layout: CommentLayout) => string,
): string {
  const layouts = LAYOUTS.filter(({ mostChanges }) => mostChanges === undefined || changes <= mostChanges);
  return firstThatFits(
    limit,
    layouts.map((layout) => () => render(layout)),
  );
}

/** The first of several texts, from longest to shortest, that is no longer than `limit`. */
export function firstThatFits(limit: number, texts: readonly (() => string)[]): string {
  for (const render of texts) {
    const text = render();
    if (text.length <= limit) return text;
  }
  return NO_ROOM.slice(0, Math.max(0, limit));
}
