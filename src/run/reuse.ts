import { join } from 'node:path';
import type { Answer, Completion } from '../domain/completion.ts';
import type { Judgement } from '../domain/judge.ts';
import { listRuns, type RunFolder, readRunFile } from '../results/folder.ts';
import { openRecords, type RecordReader, readJournal } from '../results/read.ts';
import type { RunFile } from '../results/run_file.ts';

/** Answers that earlier runs paid for, by the key of exactly what was sent. Memory: one entry an answer, no texts. */
export interface PaidAnswers {
  has(key: string): boolean;
  read(key: string): Promise<Answer | undefined>;
  close(): Promise<void>;
}

/** Only the newest runs are looked at: what starting costs must not grow with the number of old runs. */
const RUNS_LOOKED_AT = 20;

interface Kept {
  readonly run: string;
  readonly reader: RecordReader;
  readonly offset: number;
  readonly length: number;
}

/** Which calls of a run are worth keeping, and who made them. */
interface Source<T extends Bought> {
  readonly file: 'completions.jsonl' | 'judgements.jsonl';
  askers(run: RunFile): readonly { readonly id: string; readonly identity: string }[];
  isGood(record: T, askers: ReadonlySet<string>): boolean;
}

type Bought = Pick<Completion, 'key' | 'reused_from'>;

/** A cut, filtered or failed answer may come out otherwise next time: only plain answers are worth keeping. */
const ANSWERS: Source<Completion> = {
  file: 'completions.jsonl',
  askers: (run) => run.models,
  isGood: ({ status, model }, models) => status === 'ok' && models.has(model),
};

const VERDICTS: Source<Judgement> = {
  file: 'judgements.jsonl',
  askers: (run) => run.judge?.models ?? [],
  isGood: ({ score, purpose, judge }, judges) => score !== undefined && purpose !== 'again' && judges.has(judge),
};

/** Indexes the answers of earlier runs whose models (by identity) run again. Damaged runs are passed over. */
export function openPaidAnswers(
  results: string,
  cwd: string,
  identities: ReadonlySet<string>,
  except?: string,
): Promise<PaidAnswers> {
  return openPaid(ANSWERS, results, cwd, identities, except);
}

/** The same of verdicts that judges gave, by the identity of the judge. */
export function openPaidVerdicts(
  results: string,
  cwd: string,
  identities: ReadonlySet<string>,
  except?: string,
): Promise<PaidAnswers> {
  return openPaid(VERDICTS, results, cwd, identities, except);
}

async function openPaid<T extends Bought>(
  source: Source<T>,
  results: string,
  cwd: string,
  identities: ReadonlySet<string>,
  except: string | undefined,
): Promise<PaidAnswers> {
  const index = new Map<string, Kept>();
  const readers: RecordReader[] = [];
  for (const folder of listRuns(results, cwd).slice(0, RUNS_LOOKED_AT)) {
    const askers = folder.id === except ? new Set<string>() : sharedAskers(folder, source, identities);
    if (askers.size > 0) await indexRun(folder, source, askers, index, readers);
  }
  return {
    has: (key) => index.has(key),
    async read(key) {
      const kept = index.get(key);
      const record = kept && ((await kept.reader.read(kept.offset, kept.length)) as Completion | undefined);
      return kept && record?.key === key ? answerOf(record, kept.run) : undefined;
    },
    async close() {
      await Promise.all(readers.map((reader) => reader.close()));
    },
  };
}

function sharedAskers<T extends Bought>(
  folder: RunFolder,
  source: Source<T>,
  identities: ReadonlySet<string>,
): ReadonlySet<string> {
  try {
    const askers = source.askers(readRunFile(folder));
    return new Set(askers.filter(({ identity }) => identities.has(identity)).map(({ id }) => id));
  } catch {
    return new Set();
  }
}

async function indexRun<T extends Bought>(
  folder: RunFolder,
  source: Source<T>,
  askers: ReadonlySet<string>,
  index: Map<string, Kept>,
  readers: RecordReader[],
): Promise<void> {
  const path = join(folder.path, source.file);
  const reader = await openRecords(path).catch(() => undefined);
  if (!reader) return;
  readers.push(reader);
  try {
    for await (const { record, offset, length } of readJournal<T>(path, folder.shown, () => {})) {
      if (!source.isGood(record, askers) || index.has(record.key)) continue;
      index.set(record.key, { run: record.reused_from ?? folder.id, reader, offset, length });
    }
  } catch {
    // What stands before the damage is sound, line by line; the run itself says so when it is opened.
  }
}

function answerOf(record: Omit<Completion, 'segment' | 'weight'>, from: string): Answer {
  const { status, text, cost, reasoning_text, usage, ms, served_model, finish_reason, request_id, logprob } = record;
  return {
    status,
    text,
    attempts: [],
    ...(reasoning_text === undefined ? {} : { reasoning_text }),
    ...(usage ? { usage } : {}),
    ...(ms === undefined ? {} : { ms }),
    ...(served_model === undefined ? {} : { served_model }),
    ...(finish_reason === undefined ? {} : { finish_reason }),
    ...(request_id === undefined ? {} : { request_id }),
    ...(logprob === undefined ? {} : { logprob }),
    reused_from: from,
    // What was really charged stays; a list price is that of the run that asks.
    ...(cost.state === 'known' && cost.source === 'provider_reported' ? { reported_cost_usd: cost.usd } : {}),
  };
}
