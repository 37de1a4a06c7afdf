import type { AttributeEntry } from './attribute-entries.ts';
import { displayWidth } from './display-width.ts';
import type { Paint, Style } from './style.ts';
import { wrap } from './wrap.ts';

/** Lines for one attribute. What does not fit beside each other stands below each other, so that both can be compared. */
export function attributeLines(
  entry: AttributeEntry,
  style: Style,
  layout: AttributeLayout,
): readonly string[] {
  const { margin, paint } = layout;
  const deeper = `${margin}    `;
  switch (entry.type) {
    case 'set':
      return wrap(`${entry.path}: ${entry.after}`, style, { first: margin, rest: deeper });
    case 'changed': {
      const line = `${margin}${entry.path}: ${entry.before} → ${entry.after}`;
      if (displayWidth(line) <= style.width) {
        return [`${margin}${entry.path}: ${paint.red(entry.before)} → ${paint.green(entry.after)}`];
      }
      return [`${margin}${entry.path}:`, ...signed([entry.before], [entry.after], deeper)];
    }
    case 'list': {
      const line = [
        ...entry.removed.map((item) => `- ${item}`),
        ...entry.added.map((item) => `+ ${item}`),
      ].join('  ');
      if (displayWidth(margin + entry.path + line) + 2 <= style.width)
        return [`${margin}${entry.path}: ${line}`];
      return [`${margin}${entry.path}:`, ...signed(entry.removed, entry.added, deeper)];
    }
    case 'member':
      return memberLines(entry);
    case 'moved':
      return wrap(`${entry.path}${entry.to === undefined ? '' : `: ${entry.to}`} → its replacement`, style, {
        first: margin,
        rest: deeper,
      });
  }

  function signed(removed: readonly string[], added: readonly string[], indent: string): readonly string[] {
    return [
      ...removed.flatMap((item) =>
        wrap(item, style, { first: `${indent}- `, rest: `${indent}  ` }).map(paint.red),
      ),
      ...added.flatMap((item) =>
        wrap(item, style, { first: `${indent}+ `, rest: `${indent}  ` }).map(paint.green),
      ),
    ];
  }

  function memberLines(member: Extract<AttributeEntry, { type: 'member' }>): readonly string[] {
    const painted = member.sign === '+' ? paint.green : paint.red;
    const texts = member.attributes.map(({ path, value }) => (path === '' ? value : `${path}: ${value}`));
    const head = `${member.sign} ${member.path}`;
    if (texts.length === 0) return [painted(margin + head)];
    return wrap(`${head}  ${texts.join(', ')}`, style, { first: margin, rest: deeper }).map(painted);
  }
}

/** Where lines begin and how they are coloured. */
export interface AttributeLayout {
  readonly margin: string;
  readonly paint: Paint;
}
