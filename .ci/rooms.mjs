/**
 * The rooms of `runner/` and what each may import inside it: the table of the architecture, and the only copy of it.
 * `.dependency-cruiser.mjs` makes its rules from this, `test/rooms.test.ts` shows that they bite.
 */
export const ROOMS = {
  model: [],
  load: ['model', 'host'],
  validate: ['model'],
  resolve: ['model'],
  observe: ['model'],
  plan: ['model'],
  render: ['model'],
  apply: ['model'],
  verify: ['model', 'plan'],
  scores: ['model', 'host'],
  providers: ['model', 'host'],
  backends: ['model', 'host'],
  gitops: ['model', 'host'],
  host: ['model'],
  operations: [
    'model',
    'load',
    'validate',
    'resolve',
    'observe',
    'plan',
    'render',
    'apply',
    'verify',
    'scores',
  ],
  cli: [
    'model',
    'load',
    'validate',
    'resolve',
    'observe',
    'plan',
    'render',
    'apply',
    'verify',
    'scores',
    'providers',
    'backends',
    'gitops',
    'host',
    'operations',
  ],
  emulator: [],
};

/** Packages that only some rooms may use. The emulator reads and checks Adobe's OpenAPI files when it is strict. */
export const PACKAGE_ROOMS = {
  yaml: ['load', 'emulator'],
  ajv: ['validate', 'emulator'],
  'ajv-formats': ['validate'],
  octokit: ['gitops'],
  execa: ['host'],
  undici: ['host'],
  listr2: ['cli'],
  commander: ['cli'],
  '@duckdb/node-api': ['scores', 'emulator'],
  pg: ['scores'],
  vega: ['scores'],
  'vega-lite': ['scores'],
};

/** Rooms in which nothing touches disk, network, processes or time. */
export const PURE_ROOMS = ['model', 'validate', 'resolve', 'plan', 'render', 'verify'];

/** Node's own modules that a pure room may use: they compute (hashes, compressed text), and reach nothing. */
export const PURE_BUILTINS = ['node:crypto', 'crypto', 'node:zlib', 'zlib'];
