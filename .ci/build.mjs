/**
 * Bundles the command and the emulator into `dist/`: ES modules, split, so that a command loads only what it needs.
 * The banner gives bundled CommonJS packages the `require` that ES modules lack.
 */
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

/** Where to: `dist/`, or a folder given as argument, so that tests do not pull it away under somebody else. */
const outdir = process.argv[2] ?? 'dist';

rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: { cai: 'runner/cli/bin.ts', emulator: 'runner/emulator/main.ts' },
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: true,
  sourcemap: false,
  legalComments: 'none',
  // Loaded where it is used, and optional: DuckDB is a native library. The other two are optional parts of pg and vega.
  external: ['@duckdb/node-api', 'pg-native', 'canvas'],
  chunkNames: 'chunks/[name]-[hash]',
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
