import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Most files wait for servers and processes: a core that is left free, as by default, is half of a small machine.
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: '100%',
  },
});
