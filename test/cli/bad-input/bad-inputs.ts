import { ADOBE_INPUTS, HARMLESS_ANSWERS } from './adobe-inputs.ts';
import type { BadInput, HarmlessInput } from './bad-input.ts';
import { FILE_INPUTS, HARMLESS_FILES } from './file-inputs.ts';
import { HARMLESS_STORES, STORED_INPUTS } from './stored-inputs.ts';
import { YAML_INPUTS } from './yaml-inputs.ts';

/** Everything that can be wrong before anything is done, row by row. */
export const BAD_INPUTS: readonly BadInput[] = [
  ...YAML_INPUTS,
  ...FILE_INPUTS,
  ...ADOBE_INPUTS,
  ...STORED_INPUTS,
];

export const HARMLESS_INPUTS: readonly HarmlessInput[] = [
  ...HARMLESS_FILES,
  ...HARMLESS_ANSWERS,
  ...HARMLESS_STORES,
];
