import type { Label } from '../domain/judge.ts';
import type { RunFolder } from '../results/folder.ts';
import { openJournal } from '../results/journal.ts';
import { cutTornTail, readJournal } from '../results/read.ts';
import { cellOf } from './cell.ts';
import { askedOf } from './judging/label_book.ts';

/** The labels in force: of every rater on every cell, kind and rubric the last one, in the order in which they were first given. An absent file holds none. */
export async function readLabels(folder: RunFolder, onTorn: (bytes: number) => void = () => {}): Promise<Label[]> {
  const last = new Map<string, Label>();
  for await (const { record } of readJournal<Label>(folder.labels, `${folder.shown}/labels.jsonl`, onTorn)) {
    last.set(opinionOf(record), record);
  }
  return [...last.values()];
}

/** A text that names an answer and what was asked of it: a label and a verdict belong together where theirs are equal. */
export function subjectOf(of: Omit<Label, 'label' | 'rater' | 'at'>): string {
  return `${askedOf(of)} ${cellOf(of)}`;
}

/** A text that names one rater's opinion of one answer. */
export function opinionOf(label: Omit<Label, 'label' | 'at'>): string {
  return `${JSON.stringify(label.rater)} ${subjectOf(label)}`;
}

/** Appends those labels that say something new, in one piece; gives how many did. Whoever calls holds the lock of the run. */
export async function addLabels(folder: RunFolder, labels: readonly Label[]): Promise<number> {
  const standing = new Map((await readLabels(folder)).map((label) => [opinionOf(label), label.label]));
  const fresh = labels.filter((label) => standing.get(opinionOf(label)) !== label.label);
  if (fresh.length === 0) return 0;
  const book = await openLabels(folder);
  try {
    await Promise.all(fresh.map((label) => book.add(label)));
  } finally {
    await book.close();
  }
  return fresh.length;
}

/** Takes labels one by one. */
export interface LabelWriter {
  /** Resolves when the label is in the file. */
  add(label: Label): Promise<void>;
  close(): Promise<void>;
}

/** Opens labels.jsonl for appending; what a killed process left half written is cut off first. */
export async function openLabels(folder: RunFolder): Promise<LabelWriter> {
  await cutTornTail(folder.labels);
  const journal = openJournal(folder.labels, folder.shown);
  return { add: (label) => journal.append(label), close: () => journal.close() };
}
