import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    // One run builds dist/ first, since the CLI is tested as it ships.
    globalSetup: ['test/global-setup.ts'],
    setupFiles: ['test/property-seed.ts'],
  },
});
