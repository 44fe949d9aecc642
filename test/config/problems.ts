import { resolve } from 'node:path';
import type { Config, Flags } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load.ts';
import { Problem } from '../../src/domain/problem.ts';

export interface Around {
  readonly flags?: Flags;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Loads a config that stands in /project/bench.yaml. */
export function load(text: string, around: Around = {}): Config {
  return loadConfig(text, 'bench.yaml', { flags: {}, env: {}, cwd: resolve('/project'), ...around });
}

/** Each problem as `line:column message | hint`; `-` stands for no place. [] when the config is fine. */
export function problemsOf(text: string, around: Around = {}): readonly string[] {
  try {
    load(text, around);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.exitCode !== 2) throw new Error(`exit code ${error.exitCode}`);
    return error.details.map(({ code, file, line, column, message, hint }) => {
      if (code !== 'CONFIG') throw new Error(`code ${code}`);
      const place = file === undefined ? '-' : `${file}:${line}:${column}`;
      return `${place} ${message}${hint === undefined ? '' : ` | ${hint}`}`;
    });
  }
}

/** A config whose single model has the given further lines. */
export function withModel(...lines: readonly string[]): string {
  return ['dataset: tasks.csv', 'models:', '  - id: a', ...lines.map((line) => `    ${line}`), ''].join('\n');
}
