import { didYouMean } from '../domain/nearest.ts';
import { Problem } from '../domain/problem.ts';
import type { ScorerSpec } from '../domain/scorer.ts';
import { needsLabel } from '../scorers/table.ts';
import type { Host } from './host.ts';
import type { OddScores, Survey } from './import_survey.ts';
import { listed } from './outcome_columns.ts';

/** What the checks need to know of what was asked for. */
export interface Asked {
  /** As the user wrote it. */
  readonly file: string;
  readonly scorer?: ScorerSpec;
  readonly reference?: string;
  readonly free: readonly string[];
}

/** Says what a log of calls without answers is good for. True where that is all there is: nothing to grade is then no fault. */
export function isUsageOnly({ gradable, columns, oddScores }: Survey, isLog: boolean): boolean {
  const nothing = gradable.scores + gradable.outputs === 0 && !oddScores.outside && !oddScores.text;
  return isLog && nothing && columns.has('score');
}

function refusal(file: string, message: string, hint: string): Problem {
  return new Problem(2, { code: 'IMPORT', message, file, hint });
}

/** Throws a Problem (exit 2) for a file whose name says that it is no table. */
export function refuseYaml(file: string): void {
  if (!/\.ya?ml$/i.test(file)) return;
  throw refusal(
    file,
    'this is YAML; an import is CSV or JSONL',
    'one row per task and model: task_id,model,score,cost_usd',
  );
}

/** Throws a Problem (exit 2) when no row could ever get a verdict: no score, nothing to grade, or nothing to grade it by. */
export function refuseUngradable({ gradable, columns, oddScores }: Survey, { file, scorer }: Asked): void {
  const { scores, outputs, labels } = gradable;
  if (scores > 0) return;
  if (outputs > 0) {
    if (labels > 0 || !needsLabel(scorer ?? 'exact')) return;
    const message = columns.has('expected') ? 'every "expected" cell is empty' : 'no "expected" column';
    throw refusal(file, message, 'add --dataset tasks.csv, or --columns expected=...');
  }
  if (scorer !== undefined || !columns.has('score')) {
    throw refusal(file, 'there is no output to grade', 'say which column holds the answers: --columns output=...');
  }
  const odd = oddScores.outside ?? oddScores.text;
  if (odd)
    throw refusal(
      file,
      `no score is from 0 to 1 (line ${odd.line}: ${short(odd.cell)})`,
      'a score is a fraction, true or false: 87 % is 0.87',
    );
  const hint = columns.has('output')
    ? '--scorer NAME grades the outputs'
    : 'fill in the column, or say which one it is: --columns score=...';
  throw refusal(file, 'every "score" cell is empty', hint);
}

/** Throws a Problem (exit 2) for a model that was named and has no row. */
export function refuseUnknownModels({ models }: Survey, { file, reference, free }: Asked): void {
  const unknown = [reference, ...free].find((model) => model !== undefined && !models.includes(model));
  if (unknown !== undefined) {
    const near = didYouMean(unknown, models);
    const hint = `${near === undefined ? '' : `${near} `}the file has ${listed(models)}`;
    throw refusal(file, `no model "${unknown}" among the rows`, hint);
  }
}

/** Says which recorded scores are no verdict, and which costs are not believed. */
export function warnOfOddities({ oddScores, suspectFree }: Survey, { free }: Asked, host: Host): void {
  const { outside, text } = oddScores;
  if (outside)
    host.progress.note(
      `warning: ${counted(outside, 'outside 0..1', 'outside 0..1')} (first: line ${outside.line}): no verdict`,
    );
  if (text) {
    const what = counted(text, 'not a number', 'not numbers');
    host.progress.note(`warning: ${what} (first: line ${text.line}, ${short(text.cell)}): no verdict`);
  }
  const suspects = [...suspectFree].filter((model) => !free.includes(model));
  if (suspects.length === 0) return;
  host.progress.note(
    `warning: every cost of ${suspects.join(', ')} is 0: taken as unknown (--free MODEL where it is meant)`,
  );
}

function counted({ count }: OddScores, one: string, many: string): string {
  return count === 1 ? `1 score is ${one}` : `${count} scores are ${many}`;
}

function short(cell: string): string {
  return JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}...` : cell);
}

/**
 * The model that a cheaper one would have to match: the one named; else the dearest per task; where nothing is known to cost anything, the one
 * with the best mean score. Throws a Problem (exit 2) where neither can tell.
 */
export function referenceOf(asked: Asked, { models, dearest, best }: Survey, host: Host): string {
  if (asked.reference !== undefined) return asked.reference;
  const reference = dearest ?? best ?? (models.length === 1 ? models[0] : undefined);
  if (reference === undefined) {
    const message = 'which model is the reference? no cost is known and no score recorded';
    throw refusal(asked.file, message, `name the model to match: --reference MODEL, one of ${listed(models)}`);
  }
  const why =
    dearest !== undefined
      ? 'the dearest per task'
      : best !== undefined
        ? 'the best mean score; no cost is known'
        : 'the only model';
  host.progress.note(`reference: ${reference} (${why}; --reference names another)`);
  return reference;
}
