import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// @ts-expect-error plain JavaScript, shared with the tool that reads it
import { PACKAGE_ROOMS, PURE_ROOMS, ROOMS } from '../.ci/rooms.mjs';

const rooms: Record<string, string[]> = ROOMS;
const names = Object.keys(rooms);

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
}

/** Runs the real rules over a tree in which every room imports every other. */
describe('the walls between rooms', () => {
  let folder: string;
  let violations: readonly Violation[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rooms-'));
    for (const room of names) {
      const own = join(folder, 'runner', room);
      mkdirSync(own, { recursive: true });
      writeFileSync(join(own, 'index.ts'), 'export const door = 1;\n');
      writeFileSync(join(own, 'inner.ts'), 'export const inner = 1;\n');
      for (const other of names.filter((name) => name !== room)) {
        writeFileSync(
          join(own, `to-${other}.ts`),
          `import '../${other}/index.ts';\nimport '../${other}/inner.ts';\n`,
        );
      }
      writeFileSync(join(own, 'disk.ts'), "import 'node:fs';\n");
      for (const name of Object.keys(PACKAGE_ROOMS)) {
        writeFileSync(join(own, `package-${name.replaceAll('/', '-')}.ts`), `import '${name}';\n`);
      }
    }
    cpSync('.dependency-cruiser.mjs', join(folder, '.dependency-cruiser.mjs'));
    cpSync('.ci', join(folder, '.ci'), { recursive: true });
    cpSync('tsconfig.json', join(folder, 'tsconfig.json'));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', dependencies: {} }));
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    violations = cruise(folder);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('refuse exactly the imports that the table does not allow', () => {
    const refused = violations.filter(({ rule }) => rule.name.endsWith('-imports')).map(edge);
    const expected = names.flatMap((room) =>
      names
        .filter((other) => other !== room && !rooms[room]?.includes(other))
        .flatMap((other) => [
          `${room}/to-${other}.ts → ${other}/index.ts`,
          `${room}/to-${other}.ts → ${other}/inner.ts`,
        ]),
    );
    expect([...new Set(refused)].sort()).toEqual(expected.sort());
  });

  it('let nobody past a door', () => {
    const refused = new Set(violations.filter(({ rule }) => rule.name.endsWith('-by-its-door')).map(edge));
    for (const room of names) {
      for (const other of names.filter((name) => name !== room)) {
        expect(refused).toContain(`${room}/to-${other}.ts → ${other}/inner.ts`);
      }
    }
  });

  it('keep pure rooms away from the disk', () => {
    const impure = violations.filter(({ rule }) => rule.name === 'pure').map(({ from }) => from);
    expect([...new Set(impure)].sort()).toEqual(
      PURE_ROOMS.map((room: string) => `runner/${room}/disk.ts`).sort(),
    );
  });

  it('keep each package in its rooms', () => {
    for (const [name, allowed] of Object.entries<string[]>(PACKAGE_ROOMS)) {
      const refused = new Set(
        violations.filter(({ rule }) => rule.name === `${name}-in-its-rooms`).map(({ from }) => from),
      );
      const installed = refused.size > 0;
      for (const room of allowed)
        expect(refused).not.toContain(`runner/${room}/package-${name.replaceAll('/', '-')}.ts`);
      if (installed) expect(refused.size).toBe(names.length - allowed.length);
    }
  });
});

function edge({ from, to }: Violation): string {
  return `${from.replace('runner/', '')} → ${to.replace('runner/', '')}`;
}

function cruise(folder: string): readonly Violation[] {
  const args = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'runner'];
  const options = { cwd: folder, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 } as const;
  try {
    return JSON.parse(execFileSync(resolve('node_modules/.bin/depcruise'), args, options)).summary.violations;
  } catch (error) {
    return JSON.parse((error as { stdout: string }).stdout).summary.violations;
  }
}
