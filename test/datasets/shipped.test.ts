import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDataset } from '../../src/datasets/dataset.ts';
import { rungsOf } from '../../src/domain/ladder.ts';
import type { ColumnMap, DatasetSummary, Task } from '../../src/domain/task.ts';
import { all } from './temp.ts';

const FOLDER = fileURLToPath(new URL('../../datasets/', import.meta.url));

const LABELS = [
  'account_access',
  'damaged_or_wrong_item',
  'detail_change',
  'invoice_request',
  'order_cancellation',
  'order_status',
  'payment_problem',
  'product_question',
  'refund_request',
  'service_complaint',
  'subscription_change',
  'voucher_or_discount',
];
const SEGMENTS = [
  'arithmetic_in_words',
  'classification',
  'code_review',
  'contract_clause',
  'extraction',
  'policy_question',
  'scheduling',
  'summarisation',
];
const SCORERS = ['exact', 'choice', 'numeric', 'contains', 'json', 'set', 'judge'];

interface Shipped {
  readonly summary: DatasetSummary;
  readonly tasks: readonly Task[];
}

async function shipped(path: string, columns: ColumnMap = {}): Promise<Shipped> {
  const dataset = openDataset({ path, columns, allow_unlabelled: false }, FOLDER);
  return { summary: await dataset.check(), tasks: await all(dataset.tasks()) };
}

let test_: Shipped;
let train: Shipped;
let office: Shipped;

beforeAll(async () => {
  test_ = await shipped('support-desk.csv', { segment: ['channel', 'difficulty'], weight: 'weight' });
  train = await shipped('support-desk.train.csv', { segment: ['channel', 'difficulty'] });
  office = await shipped('office-work.jsonl');
});

function countBy(tasks: readonly Task[], of: (task: Task) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const task of tasks) counts.set(of(task), (counts.get(of(task)) ?? 0) + 1);
  return counts;
}

describe('support-desk', () => {
  test('is large enough, and every label is common', () => {
    expect(test_.summary.tasks).toBeGreaterThanOrEqual(400);
    expect(train.summary.tasks).toBeGreaterThanOrEqual(600);
    for (const { tasks } of [test_, train]) {
      const counts = countBy(tasks, ({ expected }) => String(expected));
      expect([...counts.keys()].sort()).toEqual(LABELS);
      expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(30);
      expect(Math.max(...counts.values())).toBeLessThanOrEqual(3 * Math.min(...counts.values()));
    }
    expect([test_.summary.warnings, train.summary.warnings]).toEqual([[], []]);
  });

  test('has the channels and difficulties it says it has', () => {
    for (const { tasks } of [test_, train]) {
      expect(new Set(tasks.map(({ columns }) => columns.channel))).toEqual(
        new Set(['email', 'chat', 'phone', 'social']),
      );
      expect(new Set(tasks.map(({ columns }) => columns.difficulty))).toEqual(
        new Set(['plain', 'indirect', 'multi_intent', 'misspelt', 'sarcastic', 'non_native']),
      );
    }
  });

  test('never gives its label away', () => {
    const leaks = [...test_.tasks, ...train.tasks].filter(({ input, expected }) => leaked(input, String(expected)));
    expect(leaks.map(({ id, input }) => `${id} ${input}`)).toEqual([]);
  });

  test('holds no near-duplicates, across test and train too', () => {
    expect(nearDuplicates([...test_.tasks, ...train.tasks])).toEqual([]);
  });
});

describe('office-work', () => {
  test('has eight segments of about the same size', () => {
    expect(office.summary.tasks).toBeGreaterThanOrEqual(120);
    const counts = countBy(office.tasks, ({ segment }) => segment);
    expect([...counts.keys()].sort()).toEqual(SEGMENTS);
    expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(12);
  });

  test('names scorers that exist', () => {
    const types = office.tasks.flatMap(({ scorer }) => rungsOf(scorer ?? '').map(({ type }) => type));
    expect(types.filter((type) => !SCORERS.includes(type))).toEqual([]);
  });

  test('holds no near-duplicates', () => {
    // Longer runs than elsewhere: the form of the answer and a definition ("working days are Monday to Friday") may recur.
    expect(nearDuplicates(office.tasks, 8)).toEqual([]);
  });
});

describe('the rules bite', () => {
  const task = (id: string, input: string): Task => ({ id, input, segment: '', weight: 1, columns: {} });

  test('near-duplicates', () => {
    const tasks = [
      task('a', 'where is the red chair I ordered in May?'),
      task('b', 'Where is the blue chair I ordered in June'),
      task('c', 'my aunt says: is the red chair I ordered really worth all of this waiting, phoning and sighing'),
      task('d', 'something else entirely'),
    ];
    expect(nearDuplicates(tasks)).toEqual(['a ~ b: 7 of 11 words', 'a ~ c: "is the red chair i ordered"']);
  });

  test('label leaks', () => {
    expect(leaked('What is my Order Status?', 'order_status')).toBe(true);
    expect(leaked('ORDER_STATUS please', 'order_status')).toBe(true);
    expect(leaked('status of my order', 'order_status')).toBe(false);
  });
});

function leaked(input: string, label: string): boolean {
  const text = input.toLowerCase();
  return text.includes(label) || text.includes(label.replaceAll('_', ' '));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’]\p{L}+)*/gu) ?? [];
}

/** Pairs whose word sets overlap by half (Jaccard), or that share a run of `run` words. */
function nearDuplicates(tasks: readonly Task[], run = 6): string[] {
  return [...overlaps(tasks), ...sharedRuns(tasks, run)];
}

/** An inverted index: only pairs that share a word are ever looked at. */
function overlaps(tasks: readonly Task[]): string[] {
  const sets = tasks.map(({ input }) => new Set(wordsOf(input)));
  const holders = new Map<string, number[]>();
  const found: string[] = [];
  sets.forEach((words, at) => {
    const shared = new Uint16Array(at);
    for (const word of words) {
      const earlier = holders.get(word) ?? [];
      for (const other of earlier) shared[other]!++;
      holders.set(word, earlier);
      earlier.push(at);
    }
    shared.forEach((common, other) => {
      const union = words.size + sets[other]!.size - common;
      if (common >= 0.5 * union) found.push(`${tasks[other]!.id} ~ ${tasks[at]!.id}: ${common} of ${union} words`);
    });
  });
  return found;
}

function sharedRuns(tasks: readonly Task[], length: number): string[] {
  const firstHolder = new Map<string, number>();
  const found = new Map<string, string>();
  tasks.forEach(({ id, input }, at) => {
    const words = wordsOf(input);
    for (let start = 0; start + length <= words.length; start++) {
      const run = words.slice(start, start + length).join(' ');
      const holder = firstHolder.get(run) ?? at;
      firstHolder.set(run, holder);
      const pair = `${tasks[holder]!.id} ~ ${id}`;
      if (holder !== at && !found.has(pair)) found.set(pair, `${pair}: "${run}"`);
    }
  });
  return [...found.values()];
}
