/** No regular expression of `runner/` takes more than linear time on a text from outside: `npm run check`. */
import { readFileSync } from 'node:fs';
import { analyse } from 'scslre';
import ts from 'typescript';

let found = 0;

for (const file of ts.sys.readDirectory('runner', ['.ts'])) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  visit(source, source);
}
if (found > 0) process.exitCode = 1;

function visit(node, source) {
  if (ts.isRegularExpressionLiteral(node)) check(node, source);
  ts.forEachChild(node, (child) => visit(child, source));
}

function check(node, source) {
  const [, pattern, flags] = /^\/(.*)\/([a-z]*)$/s.exec(node.text);
  for (const report of analyse({ source: pattern, flags }).reports) {
    found += 1;
    const { line, character } = source.getLineAndCharacterOfPosition(node.getStart());
    const { source: repeated } = report.character.literal;
    console.error(
      `${source.fileName}:${line + 1}:${character + 1} ${node.text} takes ${report.exponential ? 'exponential' : 'quadratic'} time on many of /${repeated}/ (${report.type})`,
    );
  }
}
