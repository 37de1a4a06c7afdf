/** How every text is read: YAML 1.2, plain data only. */
export const PARSE_OPTIONS = {
  version: '1.2',
  schema: 'core',
  uniqueKeys: true,
  // !!binary and its like would make values that are no plain data: they are tags that the language does not have.
  resolveKnownTags: false,
  strict: true,
  prettyErrors: false,
  logLevel: 'silent',
  // Merge keys are refused; understanding them all the same keeps one mistake from becoming ten.
  merge: true,
} as const;
