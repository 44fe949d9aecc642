import { Problem } from '../domain/problem.ts';

/** Largest config file, in bytes. */
export const MAX_CONFIG_BYTES = 1_000_000;

/** The refusal of a file that cannot be a config. */
export function tooLarge(file: string): Problem {
  return new Problem(2, {
    code: 'CONFIG',
    message: 'the config is larger than 1 MB',
    hint: 'a dataset belongs into a file of its own',
    file,
  });
}
