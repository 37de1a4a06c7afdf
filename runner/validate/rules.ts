import type { SourceDocument } from '../model/index.ts';
import type { Finding } from './finding.ts';
import { checkAnnotations } from './rules/annotations.ts';
import { checkComponents } from './rules/components.ts';
import { checkConnections } from './rules/connections.ts';
import { checkControlCharacters } from './rules/control-characters.ts';
import { checkCredentials } from './rules/credentials.ts';
import { checkEnvironments } from './rules/environments.ts';
import { checkEvents } from './rules/events.ts';
import { checkExpectations } from './rules/expectations.ts';
import { checkGoal } from './rules/goal.ts';
import { checkIdentity } from './rules/identity.ts';
import { checkIgnoredAttributes } from './rules/ignored-attributes.ts';
import { checkLimits } from './rules/limits.ts';
import { checkMoved } from './rules/moved.ts';
import { checkOperators } from './rules/operators.ts';
import { checkReferences } from './rules/references.ts';
import { checkRequiredVersion } from './rules/required-version.ts';
import { checkScoreOutputs } from './rules/score-outputs.ts';
import { checkScoreSource } from './rules/score-source.ts';
import { checkUniqueNames } from './rules/unique-names.ts';
import { checkUniqueTitles } from './rules/unique-titles.ts';
import { checkVariables } from './rules/variables.ts';
import type { Rule } from './world.ts';

/** Rules on one document as it is written, whatever its shape. */
export const DOCUMENT_RULES: readonly ((document: SourceDocument) => readonly Finding[])[] = [
  checkCredentials,
  checkControlCharacters,
];

/** Rules on everything together. */
export const RULES: readonly Rule[] = [
  checkRequiredVersion,
  checkUniqueNames,
  checkUniqueTitles,
  checkReferences,
  checkMoved,
  checkIgnoredAttributes,
  checkEnvironments,
  checkVariables,
  checkIdentity,
  checkGoal,
  checkEvents,
  checkOperators,
  checkExpectations,
  checkScoreOutputs,
  checkScoreSource,
  checkConnections,
  checkComponents,
  checkAnnotations,
  checkLimits,
];
