import type { CommandWords, Value } from './words.ts';

/**
 * A completion script for bash 3.2 and newer. Run ids are read from the results folder when Tab is pressed; they are never
 * given to `compgen -W`, which would run what a folder's name says.
 */
export function bashScript(words: readonly CommandWords[]): string {
  return `# bash completion of bench: eval "$(bench completion bash)"
${RUNS}
_bench_choose() {
  local word
  for word in "$@"; do
    [[ $word == "$cur"* ]] && COMPREPLY+=("$word")
  done
}
_bench() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} at= i run
  # Readline makes three words of --flag=value.
  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at/\${COMP_WORDS[i]}" in
${paths(words)}
    esac
  done
  case "$at $prev" in
${words.flatMap(flagValues).join('\n')}
  esac
  case "$at $cur" in
${words.map(flagList).join('\n')}
  esac
  case "$at" in
${words.map(plainList).join('\n')}
  esac
}
complete -o default -F _bench bench
`;
}

/** Where `bench run` keeps its runs when called here; the newest first. */
const RUNS = `_bench_runs() {
  local folder=$PWD run
  while [[ -n $folder && ! -e $folder/bench.yaml ]]; do folder=\${folder%/*}; done
  [[ -n $folder ]] || folder=$PWD
  folder=\${BENCH_RESULTS:-$folder/results}
  for run in "$folder"/*/run.json; do
    [[ -e $run ]] || continue
    run=\${run%/run.json}
    printf '%s\\n' "\${run##*/}"
  done
}`;

function paths(words: readonly CommandWords[]): string {
  const known = words.filter(({ path }) => path !== '').map(({ path }) => patternOf(path));
  return `      ${known.join(' | ')}) at="$at/\${COMP_WORDS[i]}" ;;`;
}

/** "judge sample" as the script follows it: "/judge/sample". */
function patternOf(path: string): string {
  return path === '' ? "''" : `/${path.replaceAll(' ', '/')}`;
}

function flagValues({ path, flags }: CommandWords): readonly string[] {
  return flags.flatMap(({ names, value }) => {
    if (value === undefined) return [];
    const pattern = names.map((name) => `${patternOf(path)}' '${name}`).join(' | ');
    return [`    ${pattern}) ${offer(value)}return ;;`];
  });
}

function offer(value: Value): string {
  if (value.kind === 'choice') return `_bench_choose ${value.choices.join(' ')}; `;
  return value.kind === 'run' ? `${OFFER_RUNS}; ` : '';
}

const OFFER_RUNS =
  'while IFS= read -r run; do [[ $run == "$cur"* ]] && COMPREPLY+=("$(printf %q "$run")"); done < <(_bench_runs)';

function flagList({ path, flags }: CommandWords): string {
  return `    ${patternOf(path)}' '-*) _bench_choose ${flags.flatMap(({ names }) => names).join(' ')}; return ;;`;
}

function plainList({ path, commands, argument }: CommandWords): string {
  const names = commands.map(({ name }) => name).join(' ');
  const first = names === '' ? '' : `_bench_choose ${names}; `;
  return `    ${patternOf(path)}) ${first}${argument ? offer(argument) : ''};;`;
}
