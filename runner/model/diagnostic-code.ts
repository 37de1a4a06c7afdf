/**
 * Every code that a diagnostic may carry, with one line on what it means. Codes are stable: scripts and people rely on
 * them, so one is added at the end of its group and never renamed.
 */
export const DIAGNOSTIC_CODES = {
  // Reading files.
  'unreadable-path': 'A file or folder could not be read.',
  'no-documents': 'There is no YAML file where pipelines were looked for.',
  'file-too-large': 'A YAML file is larger than 5 MB.',
  'not-utf8': 'A YAML file is not encoded as UTF-8.',
  'binary-file': 'A file ending in .yaml or .yml holds binary data.',
  'byte-order-mark': 'A YAML file starts with an invisible byte order mark.',
  'empty-document': 'A YAML document is empty.',
  'yaml-syntax': 'The text is not well-formed YAML.',
  'yaml-tab': 'A tab was used for indentation; YAML allows spaces only.',
  'duplicate-key': 'A mapping has the same key twice.',
  'unknown-tag': 'A YAML tag (!something) is used; the language has none.',
  'alias-limit': 'Anchors and aliases expand to far more data than was written.',
  'merge-key': 'The merge key << is used; it is not part of YAML 1.2.',
  'unsafe-integer': 'A whole number is too large to be kept exactly.',

  // Shape of a document.
  'not-a-mapping': 'A document is a list or a single value instead of attributes.',
  'unknown-api-version': 'A document names an apiVersion that this version of cai does not know.',
  'unknown-kind': 'A document is neither a Pipeline nor an Environment.',
  'unknown-attribute': 'An attribute is not part of the language.',
  'missing-attribute': 'A required attribute is not there.',
  'wrong-type': 'A value has the wrong type.',
  'not-allowed-value': 'A value is not one of the allowed ones.',
  'wrong-format': 'A text does not have the form that is needed.',
  'out-of-range': 'A number, a text or a list is too small or too large.',
  'duplicate-item': 'A list names the same thing twice.',
  'wrong-combination': 'Attributes are given together, or left out, in a way that has no meaning.',
  'control-character': 'A text holds an invisible control character.',
  'credential-in-yaml': 'An attribute looks like a credential; YAML files never hold any.',
  'required-version': 'The pipeline needs another version of cai.',

  // References and names.
  'duplicate-name': 'Two things of the same kind have the same name.',
  'duplicate-title': 'Two resources of one environment would have the same title in Adobe.',
  'dangling-reference': 'Something is referred to that is not there.',
  'undefined-variable': 'A variable is used that an environment does not define.',
  'unknown-expression': 'A dollar-brace expression is not a reference to a variable.',
  'reference-cycle': 'References go round in a circle.',
  'missing-connection': 'A data view has no connection.',
  'missing-score-output': 'Scores are used that the Customer AI instance does not write.',
  'dataset-not-in-connection': 'A component uses a dataset that its connection does not have.',

  // What Adobe documents.
  'identity-mismatch': 'The inputs of an instance do not share one identity namespace.',
  'no-behavior-event': 'An instance has no event to learn from besides its goal.',
  'missing-recommended-event': 'An event that Adobe recommends for the scenario is not used.',
  'long-history': 'An instance needs more history than Adobe looks at.',
  'goal-contradicts-type': 'The goal and the propensity type do not fit each other.',
  'unusual-operator': 'An operator is unusual for the type of its field or value.',
  'limit-exceeded': 'A documented limit of Adobe is exceeded.',

  // Planning.
  'input-missing': 'An input dataset does not exist in the sandbox.',
  'input-unfit': 'An input dataset is not as the YAML says.',
  'expectation-failed': 'The newest batch of scores does not meet an expectation.',
  'read-failed': 'A remote resource could not be read; it counts as unknown, never as absent.',
  'rejected-by-adobe': 'Adobe says that a data view would not be accepted.',
  'not-validated': 'Adobe was not asked whether a data view would be accepted; that happens at apply.',
  'scores-not-fetched': 'Score batches could not be downloaded.',
  'ambiguous-key': 'Several remote resources carry the natural key of one resource.',
  'input-field-missing': 'A field that a pipeline names is in the schema of none of its inputs.',
  'input-field-unfit': 'An operator or a value does not fit the type of its field.',
  'input-identity-unfit': 'An input does not have the identity that the YAML declares.',
  'short-history': 'An input has less history than the instance needs.',
  'too-few-examples': 'Too few persons reached the goal, or too few did not.',
  'empty-column': 'A column that a pipeline names is empty in every row.',
  'label-forbids-use': 'A data usage label says that data must not be used in data science.',
  'score-field-missing': 'The schema of a score dataset lacks what a component names.',
  'input-not-checked': 'Something about an input could not be checked; it is not taken to be fine.',
  'environment-changed': 'A pull request changes how an environment is reached.',
} as const satisfies Readonly<Record<string, string>>;

/** A stable name of a problem, in kebab-case. */
export type DiagnosticCode = keyof typeof DIAGNOSTIC_CODES;
