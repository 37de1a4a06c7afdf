import { type KindSpec, RunnerError } from '../../model/index.ts';
import { tellExpressions } from './import-notes.ts';

/** What an import is about, for messages. */
export interface ImportSubject {
  readonly spec: KindSpec;
  readonly id: string;
  readonly environment: string;
}

/** Adobe shows no such thing. */
export function importAbsent({ spec, id }: ImportSubject): RunnerError {
  return new RunnerError({
    code: 'import-absent',
    message: `Adobe shows no ${spec.label} ${id} to this account`,
    hint: 'Check the id: it stands in the address of its page in Customer Journey Analytics. A technical account sees what its product profile allows.',
  });
}

/** It is somebody's already. */
export function importKnown({ spec, id, environment }: ImportSubject, address: string): RunnerError {
  return new RunnerError({
    code: 'import-known',
    message: `the ${spec.label} ${id} is ${address} already`,
    hint: `Nothing is to be imported. See what a plan says of it: cai plan --env ${environment}`,
    exitCode: 4,
  });
}

/** What it stands on must be declared first. */
export function importParentMissing(
  { spec, id, environment }: ImportSubject,
  parent: { readonly space: string; readonly id: string },
): RunnerError {
  return new RunnerError({
    code: 'import-parent-missing',
    message: `the ${spec.label} ${id} stands on the ${parent.space} ${parent.id}, which no pipeline of environment "${environment}" declares`,
    hint: `Import that first: cai import ${parent.space} ${parent.id} --env ${environment}`,
    exitCode: 4,
  });
}

/** The text of the file cannot take it without being rewritten. */
export function importPlace(file: string, attribute: string): RunnerError {
  return new RunnerError({
    code: 'import-place',
    message: `${file}: nothing can be put under spec.${attribute} as it is written there`,
    hint: 'It is in brackets, an alias, or not in a form that keeps every comment. Print the YAML and put it there by hand: --stdout',
  });
}

/** YAML would say something else than Adobe has. */
export function importVariable(
  { label, id }: { readonly label: string; readonly id: string },
  expressions: readonly string[],
): RunnerError {
  return new RunnerError({
    code: 'import-variable',
    message: `in Adobe, ${tellExpressions(expressions, ` of the ${label} ${id}`)}; nothing was written`,
    hint: 'Rename it in Adobe, or declare it by hand: print the YAML with --stdout, write other text there, and name the attribute under lifecycle.ignore.',
  });
}
