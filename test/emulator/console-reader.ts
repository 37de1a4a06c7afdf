import type { ElementHandle, Page } from 'puppeteer-core';
import type { PrintedStep } from './printed-handoff.ts';

/**
 * Somebody who does in the console what a handoff says, and knows of the console only what stands on its pages: the words in quotes are
 * looked for as labels, buttons and links that are to be seen.
 */
export class ConsoleReader {
  readonly #tab: Page;
  /** What was added last: a group may bear its name. */
  #added = '';

  constructor(tab: Page) {
    this.#tab = tab;
  }

  async perform(step: PrintedStep): Promise<void> {
    const { verb, label, value } = step;
    if (verb === 'Open') return await this.#open(step);
    if (step.isDone) return;
    if (verb === 'Set' || verb === 'Change') return await this.#set(step, label, value);
    if (verb === 'Clear') return await this.#set(step, label, '');
    if (verb === 'Use') return await this.#add(step);
    if (verb === 'Check') return await this.#check(step);
    if (verb === 'Choose' && value === '') return await this.#press(label);
    if (verb === 'Choose') return await this.#chooseInMenu(label, value);
    if (verb === 'Remove from') return await this.#remove(step);
    throw new Error(`nobody knows how to do this here: ${JSON.stringify(step)}`);
  }

  /** Follows a link or presses a button, and waits for the page that comes. */
  async #go(element: ElementHandle): Promise<void> {
    await Promise.all([this.#tab.waitForNavigation(), element.click()]);
  }

  async #open({ screen, label, value }: PrintedStep): Promise<void> {
    const target = (await this.#find('link', label)) ?? (await this.#find('button', label));
    if (value === '' && target !== undefined) return await this.#go(target);
    if (label.includes(' › ')) return await this.#chooseInMenu(label, value);
    const control = await this.#find('control', label, [screen]);
    if (control !== undefined) {
      await this.#type(control, value);
      return await this.#press('Open');
    }
    const link = await this.#find('link', value.replace(/ \([^()]+\)$/u, ''));
    if (link === undefined) throw new Error(`nothing to open for "${label}": ${value}`);
    await this.#go(link);
  }

  /** A value may be several in one: `Monthly (day: 1)`, or `on, Select number of months: 13`. */
  async #set({ screen }: PrintedStep, label: string, value: string): Promise<void> {
    const places = placesOf(screen);
    const control = await this.#find('control', label, places);
    if (control === undefined) throw new Error(`there is no "${label}" on the screen ${screen}`);
    const [, first = value, rest = ''] =
      /^(\w+) \((\w+: .*)\)$/u.exec(value) ?? /^(on|off), (.*)$/u.exec(value) ?? [];
    const kind = await control.evaluate((element) => element.getAttribute('type') ?? element.tagName);
    const isCompound = kind === 'SELECT' || kind === 'checkbox';
    await this.#fill(control, kind, isCompound ? first : value);
    if (!isCompound || rest === '') return;
    for (const part of rest.split(', ')) {
      const [name = '', text = ''] = part.split(': ');
      const other = await this.#find('control', name, places);
      if (other === undefined) throw new Error(`there is no "${name}" beside "${label}"`);
      await this.#type(other, text);
    }
  }

  async #fill(control: ElementHandle, kind: string, value: string): Promise<void> {
    if (kind === 'checkbox') {
      const isOn = await (control as ElementHandle<HTMLInputLike>).evaluate(({ checked }) => checked);
      if (isOn !== (value === 'on')) await control.click();
    } else if (kind === 'SELECT') await this.#select(control, value);
    else await this.#type(control, value);
  }

  async #select(control: ElementHandle, text: string): Promise<void> {
    const options = await control.$$eval('option', (all) =>
      all.map((option) => ({ text: option.textContent, value: option.getAttribute('value') ?? '' })),
    );
    const option = options.find((one) => one.text === text);
    if (option === undefined)
      throw new Error(`"${text}" is not offered, only ${options.map((one) => one.text).join(', ')}`);
    await control.select(option.value);
  }

  async #type(control: ElementHandle, text: string): Promise<void> {
    await control.focus();
    await (control as ElementHandle<HTMLInputLike>).evaluate((element) => element.select());
    await this.#tab.keyboard.press('Backspace');
    await this.#tab.keyboard.sendCharacter(text);
  }

  /** Either a box is ticked in a group of that name, or something is entered and added. */
  async #add({ screen, label, value }: PrintedStep): Promise<void> {
    this.#added = value;
    const places = placesOf(screen);
    const box = await this.#find('control', value, [label]);
    if (box !== undefined) return await box.click();
    const control = await this.#find('control', label, places);
    if (control === undefined) throw new Error(`there is no "${label}" on the screen ${screen}`);
    const kind = await control.evaluate((element) => element.tagName);
    await this.#fill(control, kind, value);
    const button = await control.evaluateHandle((element) =>
      element.closest('.adder')?.querySelector('button'),
    );
    await this.#go(button as ElementHandle);
  }

  /** The member of a list goes with the button beside it. */
  async #remove({ screen, value }: PrintedStep): Promise<void> {
    const row = await this.#find('member', value, placesOf(screen));
    const button = await row?.$('button');
    const summary = await row?.$('summary');
    if (summary) await summary.click();
    if (button === undefined || button === null) throw new Error(`there is no "${value}" to be removed`);
    await this.#go(button);
  }

  /** What is only to be looked at: if the screen shows it, it is as the handoff says. */
  async #check({ screen, label, value }: PrintedStep): Promise<void> {
    const control = await this.#find('control', label, placesOf(screen));
    if (control === undefined) return;
    const shown = await control.evaluate((element) => {
      const { value: text, selectedOptions } = element as unknown as HTMLInputLike;
      return selectedOptions?.[0]?.textContent ?? text;
    });
    if (shown !== value) throw new Error(`"${label}" shows ${shown} and not ${value}`);
  }

  async #press(label: string): Promise<void> {
    const button = await this.#find('button', label);
    if (button === undefined) throw new Error(`there is no button "${label}"`);
    await this.#go(button);
  }

  /** `More actions › Edit` of a thing: the menu in its row, and then the entry. */
  async #chooseInMenu(label: string, value: string): Promise<void> {
    const [menu = '', entry = ''] = label.split(' › ');
    const row = await this.#find('row', value.replace(/ \([^()]+\)$/u, ''));
    const summary = await row?.$('summary');
    if (row === undefined || summary === null || summary === undefined)
      throw new Error(`there is no menu "${menu}" beside ${value}`);
    await summary.click();
    const target = (await this.#find('link', entry)) ?? (await this.#find('button', entry));
    if (target === undefined) throw new Error(`the menu has no "${entry}"`);
    await this.#go(target);
  }

  /**
   * What is to be seen under a name: a control by its label, a link or button by its text, a row by what stands in it.
   * @param places names of the groups that are looked into first; the whole page comes last
   */
  async #find(
    kind: 'control' | 'link' | 'button' | 'row' | 'member',
    name: string,
    places: readonly string[] = [],
  ): Promise<ElementHandle | undefined> {
    const found = await this.#tab.evaluateHandle(findSeen, { kind, name, places, added: this.#added });
    return (found.asElement() as ElementHandle | null) ?? undefined;
  }
}

/** What a screen's name may say of a group: its last part, and the thing that is edited. */
function placesOf(screen: string): readonly string[] {
  const last = screen.split(' › ').at(-1) ?? '';
  return [last, last.replace(/^Edit dataset: /u, '')];
}

interface HTMLInputLike extends Element {
  readonly value: string;
  readonly checked: boolean;
  readonly selectedOptions?: ArrayLike<{ readonly textContent: string }>;
  select(): void;
}

interface Element {
  readonly tagName: string;
  readonly textContent: string;
  readonly childNodes: Iterable<
    Element & { readonly nodeType: number; readonly classList?: { contains(name: string): boolean } }
  >;
  getAttribute(name: string): string | null;
  closest(selector: string): Element | null;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
  checkVisibility(): boolean;
  contains(other: Element): boolean;
}

/** Runs in the page. */
function findSeen({
  kind,
  name,
  places,
  added,
}: {
  kind: string;
  name: string;
  places: readonly string[];
  added: string;
}): unknown {
  const page = (
    globalThis as unknown as { document: Element & { getElementById(id: string): Element | null } }
  ).document;
  const textOf = (element: Element): string =>
    [...element.childNodes]
      .filter((node) => node.classList?.contains('unseen') !== true)
      .map((node) => node.textContent)
      .join('')
      .trim();
  const seen = (selector: string, within: Element): Element[] =>
    [...within.querySelectorAll(selector)].filter((element) => element.checkVisibility());
  if (kind === 'row')
    return seen('tr, li', page).find((row) => row.querySelector('summary') && row.textContent.includes(name));
  if (kind === 'link' || kind === 'button') {
    const selector = kind === 'link' ? 'a' : 'button:not(.unseen)';
    return seen(selector, page).find((element) => textOf(element) === name);
  }
  const groupsOf = (title: string): Element[] =>
    seen('fieldset', page).filter((group) => {
      const legend = group.querySelector('legend');
      return legend !== null && textOf(legend) === title;
    });
  const groups = places.flatMap(groupsOf);
  const inner = groupsOf(added).filter(
    (one) => groups.length === 0 || groups.some((group) => group.contains(one)),
  );
  for (const within of [...inner, ...groups, page]) {
    if (kind === 'member') {
      const member = seen('li, details', within).find((one) => one.textContent.includes(name));
      if (member !== undefined) return member;
      continue;
    }
    const label = seen('label', within).find((element) => textOf(element) === name);
    if (label !== undefined) return page.getElementById(label.getAttribute('for') ?? '');
  }
  return undefined;
}
