import type { Argument, Command, Option } from 'commander';

/** What may stand somewhere: one of a list, a run's id, or a file. `anything` is completed by nothing of ours. */
export type Value =
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'run' | 'file' | 'anything' };

/** A flag with the value it takes; without `value` it takes none. */
export interface FlagWords {
  /** `--format`, and `-f` where there is one. */
  readonly names: readonly string[];
  readonly about: string;
  readonly value?: Value;
}

/** One command: where it stands ("", "run", "judge sample") and what may follow it. */
export interface CommandWords {
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly about: string }[];
  readonly flags: readonly FlagWords[];
  /** Its first argument, or its only repeated one. */
  readonly argument?: Value;
}

/** Every command of a program, the program itself first: all that a completion script is made of. */
export function wordsOf(command: Command, above: readonly string[] = []): readonly CommandWords[] {
  const own: CommandWords = {
    path: above.join(' '),
    commands: command.commands.map((one) => ({ name: one.name(), about: one.description() })),
    flags: [...command.options.filter((option) => !option.hidden).map(flagOf), HELP],
    ...argumentOf(command.registeredArguments[0]),
  };
  return [own, ...command.commands.flatMap((one) => wordsOf(one, [...above, one.name()]))];
}

const HELP: FlagWords = { names: ['--help', '-h'], about: 'display help' };

function flagOf(option: Option): FlagWords {
  const names = [option.long, option.short].filter((name) => typeof name === 'string');
  const flag = { names, about: option.description };
  return option.required || option.optional
    ? { ...flag, value: valueNamed(/<(.+?)>|\[(.+?)\]/.exec(option.flags)?.[1] ?? '', option.argChoices) }
    : flag;
}

function argumentOf(argument: Argument | undefined): { readonly argument?: Value } {
  return argument ? { argument: valueNamed(argument.name(), argument.argChoices) } : {};
}

function valueNamed(name: string, choices: readonly string[] | undefined): Value {
  if (choices) return { kind: 'choice', choices };
  if (/^(runs?|before|after)$/.test(name)) return { kind: 'run' };
  return { kind: /file|folder|path|dir/.test(name) ? 'file' : 'anything' };
}
