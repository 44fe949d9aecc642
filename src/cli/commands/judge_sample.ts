import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Problem } from '../../domain/problem.ts';
import { wrap } from '../../report/measure.ts';
import { count } from '../../report/numbers.ts';
import { inert } from '../../report/text.ts';
import type { Sample } from '../../run/judge_sample.ts';
import type { AddCommand, Context } from '../command.ts';
import { countOf } from '../options.ts';

interface Flags {
  readonly n: string;
  readonly output: string;
  readonly seed?: string;
  readonly excel?: boolean;
  readonly results?: string;
}

const HELP = `
The sheet names no model: "item" stands for it. Fill in the column "label"; "how" says with what.
Every model has its part, and the judge's rarer verdict at least ten answers of each. Answers that
somebody labelled already are left out. How many? A hundred a model correct its quality well; to
certify a share within 5 points takes about 150 of each of the two models, within 2 points 400.

Examples:
  bench judge sample                  100 answers of the newest run, in labels.csv
  bench judge sample 20261121-224455 -n 200 -o ann.csv
  bench judge sample --excel          for Excel: byte order mark, CRLF`;

export const addJudgeSample: AddCommand = (judge, context) => {
  judge
    .command('sample')
    .description('write a sheet of judged answers for people to label, blinded')
    .argument('[run]', 'run id or folder')
    .option('-n <answers>', 'how many answers', '100')
    .option('-o, --output <file>', 'the sheet; never overwritten', 'labels.csv')
    .option('--seed <n>', "seed of the draw (default: the run's)")
    .option('--excel', 'with byte order mark and CRLF')
    .option('--results <folder>', 'where runs are kept (default: results, beside the config)')
    .addHelpText('after', HELP)
    .action((run: string | undefined, flags: Flags) => act(run, flags, context));
};

async function act(named: string | undefined, flags: Flags, context: Context): Promise<void> {
  const { io } = context;
  const n = sizeOf(flags.n);
  const seed = flags.seed === undefined ? {} : { seed: countOf(flags.seed, '--seed', 1) };
  const path = resolve(io.cwd, flags.output);
  if (existsSync(path)) throw taken(flags.output);
  const { findNamedRun } = await import('../find_run.ts');
  const { drawSample } = await import('../../run/judge_sample.ts');
  const { sheetRows } = await import('../../run/labels_sheet.ts');
  const { sheetCsv } = await import('../../report/sheet.ts');
  const folder = await findNamedRun(named, flags.results, io);
  const sample = await drawSample(folder, { n, ...seed });
  await writeNew(path, flags.output, sheetCsv(sheetRows(sample.cards), { excel: flags.excel === true }));
  await io.stderr.write(`${said(sample, n, flags.output, folder.shown).map(inert).join('\n')}\n`);
}

/** How many answers a flag asks for; Problem (exit 2) for none. */
export function sizeOf(text: string): number {
  const n = countOf(text, '-n', 100);
  if (n > 0) return n;
  throw new Problem(2, { code: 'USAGE', message: '-n takes a number of answers from 1 on' });
}

function taken(file: string): Problem {
  return new Problem(2, {
    code: 'EXISTS',
    message: `${file} is there already, and never overwritten: it may hold labels`,
    hint: `name another file with -o, or take its labels in: bench judge check --labels ${file}`,
  });
}

async function writeNew(path: string, file: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
    if (code === 'EEXIST') throw taken(file);
    throw new Problem(5, {
      code,
      message: `cannot write ${file}: ${code === 'ENOENT' ? 'there is no such folder' : code}`,
      hint: 'name another file with -o',
    });
  }
}

/** How many of each, what may be written, and what comes next. */
function said({ cards, by_model, by_class, unlabelled, labelled }: Sample, n: number, file: string, run: string) {
  const all = cards.length < n ? ` (${count(unlabelled)} judged answers are not labelled yet)` : '';
  const ties = by_class.tie > 0 ? `, ${count(by_class.tie)} ties` : '';
  const hows = [...new Set(cards.map(({ scale }) => scale.how))];
  return [
    `wrote ${file}: ${count(cards.length)} answers to label${all}`,
    `by model: ${by_model.map((one) => `${one.model} ${count(one.count)}`).join(', ')}`,
    `by the judge's verdict: ${count(by_class.good)} good, ${count(by_class.bad)} bad${ties}`,
    ...(labelled > 0 ? [`left out: ${count(labelled)} that are labelled already`] : []),
    ...hows.slice(0, 5).flatMap((how) => wrap(inert(`write into the column "label": ${how}`), 80, '  ')),
    `next: bench judge check ${run} --labels ${file}`,
  ];
}
