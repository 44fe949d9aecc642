import { Argument } from 'commander';
import type { AddCommand } from '../command.ts';

const HELP = `
Completes commands, flags, their choices and the ids of your runs. For good, in the shell's own file:
  ~/.bashrc                     eval "$(bench completion bash)"
  ~/.zshrc (after compinit)     eval "$(bench completion zsh)"
  ~/.config/fish/config.fish    bench completion fish | source

Examples:
  bench completion bash > ~/.local/share/bash-completion/completions/bench`;

const SHELLS = ['bash', 'zsh', 'fish'] as const;

export const addCompletion: AddCommand = (program, { io }) => {
  program
    .command('completion')
    .description('print a script that makes Tab complete bench')
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .addHelpText('after', HELP)
    .action(async (shell: (typeof SHELLS)[number]) => {
      const { wordsOf } = await import('../completion/words.ts');
      const words = wordsOf(program);
      await io.stdout.write(await scripts[shell](words));
    });
};

const scripts = {
  bash: async (words) => (await import('../completion/bash.ts')).bashScript(words),
  zsh: async (words) => (await import('../completion/zsh.ts')).zshScript(words),
  fish: async (words) => (await import('../completion/fish.ts')).fishScript(words),
} satisfies Record<
  (typeof SHELLS)[number],
  (words: ReturnType<typeof import('../completion/words.ts').wordsOf>) => Promise<string>
>;
