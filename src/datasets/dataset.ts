import { resolve } from 'node:path';
import { Problem } from '../domain/problem.ts';
import type { Dataset, DatasetSpec, DatasetSummary, Task, Visit } from '../domain/task.ts';
import { Origin, type Version } from './bytes.ts';
import { Check } from './check.ts';
import { type Roles, rolesOf } from './columns.ts';
import { Identity } from './identity.ts';
import type { Item } from './items.ts';
import { readItems } from './rows.ts';
import { draftOf } from './to_task.ts';

/**
 * The dataset a config names, found relative to `baseDir`; nothing is read yet. A pipe (a FIFO, /dev/stdin) is read once and kept; the caller copies "-"
 * to a file with `spoolStdin` first.
 */
export function openDataset(spec: DatasetSpec, baseDir: string): Dataset {
  const origin = new Origin(resolve(baseDir, spec.path), spec.name ?? spec.path);
  const roles = rolesOf(spec.columns, spec.allow_unlabelled);
  let checked: Version | undefined;
  return {
    path: spec.name ?? spec.path,
    async check(visit) {
      const { summary, version } = await checkAll(origin, roles, visit);
      checked = version;
      return summary;
    },
    tasks: () => readTasks(origin, roles, checked),
  };
}

async function* readTasks(origin: Origin, roles: Roles, expected: Version | undefined): AsyncGenerator<Task> {
  const identity = new Identity();
  for await (const batch of readItems(origin, expected ? { expected } : {})) {
    for (const item of batch) {
      if (item.kind !== 'header') yield identity.named(goodTask(item, roles, origin.file));
    }
  }
}

/** A checked file holds nothing but good rows; anything else means that it changed, or was never checked. */
function goodTask(item: Exclude<Item, { kind: 'header' }>, roles: Roles, file: string): Task {
  const draft = item.kind === 'row' ? draftOf(item.row, roles, file) : { faults: [item.detail] };
  if ('task' in draft) return draft.task;
  const [first, ...rest] = draft.faults;
  if (first) throw new Problem(2, first, ...rest);
  throw new Error('a row is neither a task nor faulty');
}

async function checkAll(
  origin: Origin,
  roles: Roles,
  visit?: Visit,
): Promise<{ summary: DatasetSummary; version: Version }> {
  const check = new Check(roles, origin.file, visit);
  let version: Version | undefined;
  try {
    for await (const batch of readItems(origin, {
      done: (found) => {
        version = found;
      },
    })) {
      for (const item of batch) {
        // Only awaited where the visitor needs time: a turn of the event loop for each row would be most of the work.
        const pending = check.add(item);
        if (pending) await pending;
      }
      if (check.hopeless) break;
    }
  } catch (error) {
    check.faults.absorb(error);
  }
  check.finish();
  check.faults.throwIfAny();
  if (!version) throw new Error('a dataset was accepted that was not read to its end');
  return { summary: check.summary(version.sha256), version };
}
