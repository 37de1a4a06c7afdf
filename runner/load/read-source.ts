import { open } from 'node:fs/promises';
import type { Diagnostic, DiagnosticCode } from '../model/index.ts';
import type { FoundFile } from './find-files.ts';
import { describePathError } from './path-problem.ts';

/** The text of a file, or why there is none. */
export interface ReadSource {
  readonly file: string;
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Largest file that is read. A pipeline has a few kilobytes; anything near this is a mistake. */
export const MAX_FILE_BYTES = 5_000_000;

/** Reads one file as UTF-8; what is no such text is reported. */
export async function readSource(file: FoundFile): Promise<ReadSource> {
  try {
    const bytes = await readAtMost(file.path, MAX_FILE_BYTES + 1);
    return decodeSource(file.shown, bytes);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { file: file.shown, diagnostics: [describePathError(file.shown, code)] };
  }
}

async function readAtMost(path: string, limit: number): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const buffer = new Uint8Array(Math.min(size + 1, limit));
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  } finally {
    await handle.close();
  }
}

/** Turns bytes into text, or says why they are none. Pure. */
export function decodeSource(file: string, bytes: Uint8Array): ReadSource {
  if (bytes.length > MAX_FILE_BYTES) {
    return refuse(file, {
      code: 'file-too-large',
      summary: 'A file is too large',
      detail: `"${file}" has more than ${MAX_FILE_BYTES / 1_000_000} MB. A pipeline is a few kilobytes, so this is probably another kind of file; split it or move it out of the folder.`,
    });
  }
  if (hasUtf16Mark(bytes)) {
    return refuse(file, {
      code: 'not-utf8',
      summary: 'A file is not UTF-8',
      detail: `"${file}" is encoded as UTF-16. YAML files are read as UTF-8 only, so that everybody sees the same text; save it again as UTF-8.`,
    });
  }
  if (bytes.includes(0)) {
    return refuse(file, {
      code: 'binary-file',
      summary: 'A file is not text',
      detail: `"${file}" holds zero bytes, so it is binary data or UTF-16 rather than YAML. Rename it if it is no pipeline, or save it again as UTF-8.`,
    });
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse(
      file,
      {
        code: 'not-utf8',
        summary: 'A file is not UTF-8',
        detail: `"${file}" holds bytes here that are not UTF-8. It may be in an older encoding such as Windows-1252; save it again as UTF-8.`,
      },
      findForeignByte(bytes),
    );
  }
  if (!text.startsWith('\uFEFF')) return { file, text, diagnostics: [] };
  const diagnostic = makeDiagnostic(file, {
    code: 'byte-order-mark',
    summary: 'A file starts with a byte order mark',
    detail: `"${file}" starts with an invisible byte order mark. It does no harm here, but other tools stumble over it; save the file as "UTF-8" rather than "UTF-8 with BOM".`,
  });
  return { file, text: text.slice(1), diagnostics: [{ ...diagnostic, severity: 'warning' }] };
}

function hasUtf16Mark(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

interface Place {
  readonly line: number;
  readonly column: number;
}

const START: Place = { line: 1, column: 1 };

/** The first byte that does not decode. */
function findForeignByte(bytes: Uint8Array): Place {
  const lossy = new TextDecoder('utf-8').decode(bytes);
  const before = lossy.slice(0, lossy.indexOf('\uFFFD')).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

interface Problem {
  readonly code: DiagnosticCode;
  readonly summary: string;
  readonly detail: string;
}

function refuse(file: string, problem: Problem, at: Place = START): ReadSource {
  return { file, diagnostics: [makeDiagnostic(file, problem, at)] };
}

function makeDiagnostic(file: string, problem: Problem, at: Place = START): Diagnostic {
  return { severity: 'error', ...problem, source: { file, start: at, end: at } };
}
