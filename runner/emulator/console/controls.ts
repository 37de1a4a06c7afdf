import { addName, isOn, textOf } from './form-state.ts';
import { type Html, html } from './html.ts';
import { controlId, type Problems } from './problems.ts';

/** A form as it is shown: what it holds, what is wrong with it, and where the focus goes. */
export interface FormView {
  readonly form: URLSearchParams;
  readonly problems: Problems;
  /** Name of the control that has the focus; none where problems are shown. */
  readonly focus?: string | undefined;
}

interface Control {
  readonly name: string;
  /** The label of Adobe's control, word for word as handoffs print it. */
  readonly label: string;
  readonly hint?: string | undefined;
}

/** A control for text; `choices` are offered, and anything else can be typed. */
export function textControl(
  view: FormView,
  control: Control & {
    readonly choices?: readonly string[];
    readonly isLong?: boolean;
    /** Shown, and not to be changed. */
    readonly isFixed?: boolean;
    /** To be filled in. */
    readonly isRequired?: boolean;
  },
): Html {
  const { name, choices = [], isLong, isFixed, isRequired } = control;
  const id = controlId(name);
  const value = textOf(view.form, name);
  const marks = html` id="${id}" name="${name}"${isFixed === true && html` readonly`}${isRequired === true && html` aria-required="true"`}${marksOf(view, control)}`;
  if (isLong === true)
    return field(
      view,
      control,
      html`<textarea${marks} rows="3">
${value}</textarea>`,
    );
  const offers =
    choices.length > 0 &&
    html`<datalist id="${id}-choices">${choices.map((choice) => html`<option value="${choice}"></option>`)}</datalist>`;
  const list = choices.length > 0 && html` list="${id}-choices"`;
  return field(
    view,
    control,
    html`<input type="text" value="${value}" autocomplete="off" spellcheck="false"${marks}${list}>${offers}`,
  );
}

/** A control with a fixed set of choices. */
export function choiceControl(
  view: FormView,
  control: Control & {
    readonly options: readonly { readonly value: string; readonly text: string }[];
    /** Text of the entry that means that nothing was chosen yet. */
    readonly none?: string;
  },
): Html {
  const { name, options, none } = control;
  const value = textOf(view.form, name);
  const items = options.map(
    (option) =>
      html`<option value="${option.value}"${option.value === value && html` selected`}>${option.text}</option>`,
  );
  return field(
    view,
    control,
    html`<select id="${controlId(name)}" name="${name}"${marksOf(view, control)}>${none !== undefined && html`<option value="">${none}</option>`}${items}</select>`,
  );
}

/** Something that is on or off. */
export function switchControl(view: FormView, control: Control): Html {
  const { name, label, hint } = control;
  const id = controlId(name);
  return html`<div class="field switch"><input type="hidden" name="${name}" value="off"><input type="checkbox" id="${id}" name="${name}" value="on"${isOn(view.form, name) && html` checked`}${marksOf(view, control)}><label for="${id}">${label}</label>${hintOf(id, hint)}${problemOf(view, name)}</div>`;
}

/** The members of a list, each with a button that takes it out, and the control for the next one. */
export function listControl(
  view: FormView,
  control: Control & {
    /** What the members together are called. */
    readonly list: string;
    readonly choices?: readonly string[];
    readonly options?: readonly { readonly value: string; readonly text: string }[];
  },
): Html {
  const { name, list, label, hint, choices, options } = control;
  const next = { name: addName(name), label, hint };
  const textOfMember = (member: string): string =>
    options?.find(({ value }) => value === member)?.text ?? member;
  const members = view.form
    .getAll(name)
    .map(
      (member) =>
        html`<li><span>${textOfMember(member)}</span>${hiddenControl(name, member)}${actionButton('Remove', `remove:${name}:${member}`, { of: textOfMember(member), isQuiet: true })}</li>`,
    );
  const adder =
    options === undefined
      ? textControl(view, { ...next, ...(choices === undefined ? {} : { choices }) })
      : choiceControl(view, { ...next, options, none: 'Choose…' });
  return html`<div class="list">${members.length > 0 && html`<ul class="members" aria-label="${list}">${members}</ul>`}<div class="adder">${adder}${actionButton('Add', `add:${name}`, { of: label })}</div></div>`;
}

/** A value that the form carries along unseen. */
export function hiddenControl(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`;
}

/** A button that sends the form with `do` set; `of` says for a screen reader what it is about. */
export function actionButton(
  label: string,
  action: string,
  {
    of,
    isQuiet,
    isMain,
  }: { readonly of?: string; readonly isQuiet?: boolean; readonly isMain?: boolean } = {},
): Html {
  const kind = isMain === true ? 'main' : isQuiet === true ? 'quiet' : 'plain';
  return html`<button name="do" value="${action}" class="${kind}">${label}${of !== undefined && html`<span class="unseen"> ${of}</span>`}</button>`;
}

/** What the Enter key does in a text control: the form is shown again with what was entered, and nothing is saved. */
export function defaultButton(): Html {
  return html`<button name="do" value="keep" class="unseen" tabindex="-1" aria-hidden="true">Keep</button>`;
}

function field(view: FormView, { name, label, hint }: Control, element: Html): Html {
  const id = controlId(name);
  return html`<div class="field"><label for="${id}">${label}</label>${hintOf(id, hint)}${element}${problemOf(view, name)}</div>`;
}

function hintOf(id: string, hint: string | undefined): Html | undefined {
  return hint === undefined ? undefined : html`<p class="hint" id="${id}-hint">${hint}</p>`;
}

function problemOf({ problems }: FormView, name: string): Html | undefined {
  const text = problems.get(name);
  return text === undefined
    ? undefined
    : html`<p class="problem" id="${controlId(name)}-problem">${text}</p>`;
}

function marksOf({ problems, focus }: FormView, { name, hint }: Control): Html {
  const id = controlId(name);
  const isWrong = problems.has(name);
  const described = [...(hint === undefined ? [] : [`${id}-hint`]), ...(isWrong ? [`${id}-problem`] : [])];
  return html`${described.length > 0 && html` aria-describedby="${described.join(' ')}"`}${isWrong && html` aria-invalid="true"`}${focus === name && problems.size === 0 && html` autofocus`}`;
}
