import type { Answer } from '../domain/completion.ts';
import type { ModelSpec } from '../domain/model.ts';
import { Problem } from '../domain/problem.ts';
import type { CompletionRequest, Provider } from '../domain/provider.ts';
import type { RecordedCompletion } from './recorded/outcome.ts';
import { firstIds, type OutcomeRow, readRows, readRun, type Tapes } from './recorded/read.ts';
import { Tape } from './recorded/tape.ts';

/** Where answers were recorded; `path` as the user wrote it. `completions` are a run's journal lines, damage already refused; `rows` come in batches. */
export type RecordingSource =
  | { readonly kind: 'run'; readonly path: string; readonly completions: AsyncIterable<RecordedCompletion> }
  | { readonly kind: 'rows'; readonly path: string; readonly rows: AsyncIterable<readonly OutcomeRow[]> };

/** A model that answers what was recorded; it opens no socket. */
export interface RecordedProvider extends Provider {
  recall(request: CompletionRequest): Answer;
  /** Tasks recorded for this model that the dataset does not have, in the order of the recording. */
  extraIds(isTask: (taskId: string) => boolean): readonly string[];
}

const NOT_RECORDED: Answer = { status: 'failed', text: '', reason: 'not recorded', attempts: [] };

/**
 * Reads one recording once, for all models that replay it; the result is keyed by model id. `ModelSpec.model` names the model inside the
 * recording; rows without a `model` column belong to every model. Throws a Problem (exit 2) for rows without id, columns that are
 * missing, duplicates (first 10 ids), and a model that the recording does not know.
 */
export async function openRecordings(
  models: readonly ModelSpec[],
  source: RecordingSource,
): Promise<ReadonlyMap<string, RecordedProvider>> {
  const { path } = source;
  const tapes: Tapes = new Map(models.map(({ model }) => [model, new Tape()]));
  const known = await (source.kind === 'run' ? readRun(source.completions, tapes) : readRows(path, source.rows, tapes));
  const providers = new Map<string, RecordedProvider>();
  for (const model of models) {
    const tape = tapes.get(model.model)!;
    if (tape.size === 0) throw nothingRecorded(model, known, path);
    providers.set(model.id, replay(tape));
  }
  return providers;
}

/** `openRecordings` for one model. */
export async function openRecording(model: ModelSpec, source: RecordingSource): Promise<RecordedProvider> {
  return (await openRecordings([model], source)).get(model.id)!;
}

/** Throws a Problem (exit 2) that names the first 10 recorded tasks that the dataset does not have. */
export function refuseExtraTasks(
  model: ModelSpec,
  recording: Pick<RecordedProvider, 'extraIds'>,
  isTask: (taskId: string) => boolean,
): void {
  const extra = recording.extraIds(isTask);
  if (extra.length === 0) return;
  throw recordingProblem(
    model.path,
    `${extra.length} recorded task${extra.length === 1 ? '' : 's'} of model "${model.id}" not in the dataset: ${firstIds(extra)}`,
    'replay it on the dataset that it was recorded on, or remove those rows',
  );
}

/** Throws a Problem (exit 2) when a run was made on other bytes than the dataset has now; both are sha256 in hex. */
export function refuseOtherDataset(model: ModelSpec, recordedSha256: string, sha256: string): void {
  if (recordedSha256 === sha256) return;
  throw recordingProblem(
    model.path,
    `model "${model.id}" was recorded on another dataset (sha256 ${recordedSha256.slice(0, 12)}; this one is ${sha256.slice(0, 12)})`,
    'replay it on the dataset that it was recorded on',
  );
}

function nothingRecorded(model: ModelSpec, known: ReadonlySet<string>, path: string): Problem {
  if (known.size === 0) return recordingProblem(path, 'nothing is recorded here', 'the file or run holds no answers');
  return recordingProblem(
    path,
    `model "${model.id}": nothing is recorded under the name "${model.model}"`,
    `recorded models: ${firstIds([...known].sort())}`,
  );
}

function replay(tape: Tape): RecordedProvider {
  const recall = ({ task, repeat }: CompletionRequest): Answer => tape.get(task.id, repeat) ?? NOT_RECORDED;
  return {
    recall,
    async complete(request, signal) {
      signal.throwIfAborted();
      return recall(request);
    },
    extraIds: (isTask) => [...tape.taskIds()].filter((taskId) => !isTask(taskId)),
  };
}

function recordingProblem(file: string | undefined, message: string, hint: string): Problem {
  return new Problem(2, { code: 'RECORDING', message, hint, ...(file === undefined ? {} : { file }) });
}
