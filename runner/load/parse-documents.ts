import { type Document, isScalar, LineCounter, parseAllDocuments, type YAMLError } from 'yaml';
import { codeFrame, type Diagnostic, type SourceDocument } from '../model/index.ts';
import type { Finding } from './finding.ts';
import { inspectNodes } from './inspect-nodes.ts';
import { makeLocate } from './locate.ts';
import { PARSE_OPTIONS } from './parse-options.ts';
import { describeYamlError } from './yaml-problem.ts';

/** The documents of one text, and what is wrong with it as YAML. */
export interface ParsedText {
  readonly documents: readonly SourceDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/** After so many, the rest of a broken text only repeats the first. */
const MAX_SYNTAX_FINDINGS = 20;

/** The parser calls itself for each level; so many brackets in a row are no pipeline. */
const TOO_DEEP = /(?:[[{]\s*){100}/;

/** Parses the text of one file. Pure; never throws, whatever the text. */
export function parseDocuments(file: string, text: string): ParsedText {
  const lineCounter = new LineCounter();
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const documents: SourceDocument[] = [];
  const findings: Finding[] = [...findOldVersion(text)];
  for (const [index, document] of parseText(text, lineCounter, findings).entries()) {
    if (document.errors.length === 0 && isEmpty(document)) continue;
    const read = readDocument(document, lineCounter);
    findings.push(...read.findings);
    if (!read.isUsable) continue;
    const locate = makeLocate(document, (from, until) => toRange(file, lineCounter, from, until));
    documents.push({ file, index, value: read.value, lines, locate });
  }
  if (documents.length === 0 && findings.length === 0) findings.push(describeEmpty());
  const diagnostics = findings.map(({ from, until, ...rest }): Diagnostic => {
    const source = toRange(file, lineCounter, from, until);
    return { severity: 'error', ...rest, source, frame: codeFrame(lines, source) };
  });
  return { documents, diagnostics };
}

function isEmpty(document: Document.Parsed): boolean {
  const { contents } = document;
  return contents === null || (isScalar(contents) && contents.value === null);
}

function parseText(text: string, lineCounter: LineCounter, findings: Finding[]): readonly Document.Parsed[] {
  if (TOO_DEEP.test(text)) {
    findings.push(describeTooDeep());
    return [];
  }
  try {
    const parsed = parseAllDocuments(text, { ...PARSE_OPTIONS, lineCounter });
    return 'empty' in parsed ? [] : parsed;
  } catch {
    findings.push(describeTooDeep());
    return [];
  }
}

interface ReadDocument {
  readonly value?: unknown;
  readonly isUsable: boolean;
  readonly findings: readonly Finding[];
}

/** Takes the data out of a document. It is usable unless a mistake leaves in doubt what was meant. */
function readDocument(document: Document.Parsed, lineCounter: LineCounter): ReadDocument {
  const errors = chooseErrors(document.errors, lineCounter).map((error) => describeYamlError(error));
  const isBroken = document.errors.some((error) => error.code !== 'DUPLICATE_KEY');
  if (isBroken) return { isUsable: false, findings: errors };
  try {
    const inspected = inspectNodes(document);
    const findings = [...errors, ...inspected.findings];
    if (inspected.isEndless) return { isUsable: false, findings };
    return { value: document.toJS({ maxAliasCount: -1 }), isUsable: true, findings };
  } catch {
    return { isUsable: false, findings: [...errors, describeTooDeep()] };
  }
}

/** One error for each line, since others there follow from it; after a tab, only the tabs. */
function chooseErrors(errors: readonly YAMLError[], lineCounter: LineCounter): readonly YAMLError[] {
  const tabs = errors.filter((error) => error.code === 'TAB_AS_INDENT');
  const lines = new Set<number>();
  const first = (tabs.length > 0 ? tabs : errors).filter((error) => {
    const { line } = lineCounter.linePos(error.pos[0]);
    return lines.size < lines.add(line).size;
  });
  return first.slice(0, MAX_SYNTAX_FINDINGS);
}

/** YAML 1.1 reads words like yes and no as something else. */
function findOldVersion(text: string): readonly Finding[] {
  const directive = /^%YAML[ \t]+(?!1\.2\s)/m.exec(text);
  if (directive === null) return [];
  return [
    {
      code: 'yaml-syntax',
      summary: 'YAML cannot be parsed',
      detail:
        'A %YAML directive asks for another version than 1.2, in which words like yes and no mean something else. Remove the directive.',
      from: directive.index,
      until: directive.index + 5,
    },
  ];
}

function toRange(file: string, lineCounter: LineCounter, from: number, until: number) {
  const start = lineCounter.linePos(from);
  const end = lineCounter.linePos(Math.max(from, until));
  return {
    file,
    start: { line: Math.max(1, start.line), column: Math.max(1, start.col) },
    end: { line: Math.max(1, end.line), column: Math.max(1, end.col) },
  };
}

function describeEmpty(): Finding {
  return {
    code: 'empty-document',
    summary: 'A file is empty',
    detail:
      'The file holds no document, or comments only. Write a Pipeline or an Environment, or remove the file.',
    from: 0,
    until: 0,
  };
}

function describeTooDeep(): Finding {
  return {
    code: 'yaml-syntax',
    summary: 'YAML cannot be parsed',
    detail:
      'The text is nested deeper than YAML can be read here. A pipeline needs about ten levels; something else was probably pasted in.',
    from: 0,
    until: 0,
  };
}
