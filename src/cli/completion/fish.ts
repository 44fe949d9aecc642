import type { CommandWords, FlagWords, Value } from './words.ts';

/** A completion script for fish. */
export function fishScript(words: readonly CommandWords[]): string {
  return `# fish completion of bench: bench completion fish | source
function __bench_runs
    set -l folder $PWD
    while test -n "$folder"; and not test -e "$folder/bench.yaml"
        set folder (string replace -r '/[^/]*$' '' -- $folder)
    end
    test -n "$folder"; or set folder $PWD
    set -q BENCH_RESULTS; and set folder $BENCH_RESULTS; or set folder $folder/results
    for run in $folder/*/run.json
        path basename (path dirname $run)
    end
end
function __bench_at
    set -l here
    for word in (commandline -opc)[2..-1]
        if contains -- (string join -- ' ' $here $word) ${words
          .filter(({ path }) => path !== '')
          .map(({ path }) => quoted(path))
          .join(' ')}
            set -a here $word
        end
    end
    test "$here" = "$argv"
end
complete -c bench -f
${words.flatMap(linesOf).join('\n')}
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function linesOf({ path, commands, flags, argument }: CommandWords): readonly string[] {
  const start = `complete -c bench -n ${quoted(`__bench_at ${path}`.trim())}`;
  return [
    ...commands.map(({ name, about }) => `${start} -a ${name} -d ${quoted(about)}`),
    ...flags.map((flag) => `${start} ${flagWords(flag)}`),
    ...(argument && argument.kind !== 'anything' ? [`${start} ${offer(argument)}`] : []),
  ];
}

function flagWords({ names, about, value }: FlagWords): string {
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const takes =
    value === undefined
      ? ''
      : value.kind === 'anything'
        ? ' -x'
        : ` ${value.kind === 'file' ? '-r' : '-x'} ${offer(value)}`;
  return `${flags.join(' ')}${takes} -d ${quoted(about)}`;
}

function offer(value: Value): string {
  if (value.kind === 'choice') return `-a ${quoted(value.choices.join(' '))}`;
  return value.kind === 'run' ? "-a '(__bench_runs)'" : '-F';
}
