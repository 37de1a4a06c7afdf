/**
 * Files to documents: finds YAML, reads it, keeps where everything stands; edits and formats it. The only room with the `yaml` package.
 * Forbidden here: judging what a document says beyond YAML itself, and throwing for a user's mistake.
 */
export { type Insertion, insertYaml } from './edit/insert-yaml.ts';
export { printSnippet } from './edit/print-snippet.ts';
export { type AsWritten, type FormattedText, formatYaml } from './format/format-yaml.ts';
export { type LoadedDocuments, type LoadOptions, loadDocuments } from './load-documents.ts';
export { type ParsedText, parseDocuments } from './parse-documents.ts';
export { readGiven, readSources, type SourceText, type SourceTexts } from './read-sources.ts';
