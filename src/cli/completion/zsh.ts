import type { CommandWords, FlagWords, Value } from './words.ts';

/** A completion script for zsh: to be evaluated, or saved as _bench in a folder of $fpath. */
export function zshScript(words: readonly CommandWords[]): string {
  return `#compdef bench
# zsh completion of bench: eval "$(bench completion zsh)"
_bench_runs() {
  local folder=$PWD
  while [[ -n $folder && ! -e $folder/bench.yaml ]]; do folder=\${folder%/*}; done
  [[ -n $folder ]] || folder=$PWD
  folder=\${BENCH_RESULTS:-$folder/results}
  local -a runs
  runs=("$folder"/*/run.json(Nom:h:t))
  compadd -V runs -a runs
}
_bench() {
  local here= i cur=$words[CURRENT] prev=$words[CURRENT-1]
  local -a list
  if [[ $cur == --*=* ]]; then prev=\${cur%%=*}; compset -P 1 '*='; fi
  for ((i = 2; i < CURRENT; i++)); do
    case "$here/$words[i]" in
      ${paths(words)}) here="$here/$words[i]" ;;
    esac
  done
  case "$here $prev" in
${words.flatMap(flagValues).join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case "$here" in
${words.map(flagList).join('\n')}
    esac
    _describe -o flag list
    return
  fi
  case "$here" in
${words.map(plainList).join('\n')}
  esac
}
if [[ $funcstack[1] == _bench ]]; then _bench "$@"; else compdef _bench bench; fi
`;
}

function paths(words: readonly CommandWords[]): string {
  return words
    .filter(({ path }) => path !== '')
    .map(({ path }) => patternOf(path))
    .join(' | ');
}

function patternOf(path: string): string {
  return path === '' ? "''" : `/${path.replaceAll(' ', '/')}`;
}

function flagValues({ path, flags }: CommandWords): readonly string[] {
  return flags.flatMap(({ names, value }) => {
    if (value === undefined) return [];
    return [`    ${names.map((name) => `${patternOf(path)}' '${name}`).join(' | ')}) ${offer(value)}; return ;;`];
  });
}

function offer(value: Value): string {
  if (value.kind === 'choice') return `compadd -- ${value.choices.join(' ')}`;
  return value.kind === 'run' ? '_bench_runs' : '_files';
}

function flagList({ path, flags }: CommandWords): string {
  return `      ${patternOf(path)}) list=(${flags.flatMap(described).join(' ')}) ;;`;
}

function described({ names, about }: FlagWords): readonly string[] {
  return names.map((name) => entry(name, about));
}

/** `name:what it is`, in single quotes. */
function entry(name: string, about: string): string {
  return `'${name.replaceAll(':', '\\:')}:${about.replaceAll("'", "'\\''")}'`;
}

function plainList({ path, commands, argument }: CommandWords): string {
  const names = commands.map(({ name, about }) => entry(name, about)).join(' ');
  const first = names === '' ? '' : `list=(${names}); _describe command list; `;
  return `    ${patternOf(path)}) ${first}${argument ? offer(argument) : ':'} ;;`;
}
