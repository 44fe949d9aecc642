import type { ReportFinding } from '../analysis/finding_types.ts';
import type { GateCheck, GateNote, GateVerdict } from '../analysis/gate/gate_types.ts';
import type { Report } from '../analysis/report_types.ts';
import type { ProblemDetail } from '../domain/problem.ts';
import { withSafeVerdict } from './gate_safe.ts';
import { checkWords, noteWords, stateWords, verdictLine } from './gate_words.ts';
import { withSafeTexts } from './inert_report.ts';
import { counted } from './numbers.ts';
import { clip, inert } from './text.ts';
import { warnings } from './words.ts';

/** One thing a CI service shows beside a file or a job; texts are inert, `key` tells it from others of its code in every run alike. */
export interface CiNote {
  readonly level: 'error' | 'warning';
  /** What was checked: a limit, or the code of a problem. */
  readonly code: string;
  readonly key: string;
  readonly message: string;
  /** As the user wrote it, or absolute; lines and columns count from 1. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** A broken limit is an error, and so is what keeps a gate from saying anything; the rest that deserves a look is a warning. */
export function gateNotes(raw: GateVerdict): readonly CiNote[] {
  const verdict = withSafeVerdict(raw, inert);
  const stuck = verdict.verdict === 'undecided' ? 'error' : 'warning';
  const checks = verdict.checks.flatMap((check) => {
    if (check.state === 'broken') return [checkNote(check, 'error', checkWords(check))];
    return check.state === 'undecided' ? [checkNote(check, stuck, `${stateWords(check)}; ${checkWords(check)}`)] : [];
  });
  const empty: readonly CiNote[] =
    verdict.verdict === 'empty' ? [{ level: 'error', code: 'gate', key: 'empty', message: verdictLine(verdict) }] : [];
  return [...empty, ...checks, ...verdict.notes.flatMap(noteOf(stuck))];
}

function checkNote(check: GateCheck, level: CiNote['level'], words: string): CiNote {
  const { model, limit, place } = check;
  return {
    level,
    code: limit,
    key: model,
    message: `${model}: ${words}`,
    ...(place === null ? {} : { file: place.file, line: place.line }),
  };
}

/** What changes how a verdict is to be read; the others stand in the report. What missing verdicts do is said of their limit. */
const LOUD: readonly GateNote['code'][] = [
  'tasks_differ',
  'model_changed',
  'price_changed',
  'underpowered',
  'one_run',
  'other_recording',
  'unchecked',
];

function noteOf(stuck: CiNote['level']): (note: GateNote) => readonly CiNote[] {
  return (note) => {
    if (!LOUD.includes(note.code)) return [];
    const key = 'model' in note ? note.model : 'limit' in note ? note.limit : '';
    return [{ level: note.code === 'unchecked' ? stuck : 'warning', code: note.code, key, message: noteWords(note) }];
  };
}

/** True of every run of the same dataset and models: in the report, but no news. */
const QUIET: readonly ReportFinding['code'][] = ['selected_of_many', 'unequal_weights'];

/** The warnings of a report, and an error where it is incomplete; `excused`: verdicts that are missing were allowed for. */
export function reportNotes(raw: Report, excused: boolean): readonly CiNote[] {
  const safe = withSafeTexts(raw, inert);
  const report = { ...safe, findings: safe.findings.filter(({ code }) => !QUIET.includes(code)) };
  const missing = report.standings.reduce((sum, row) => sum + row.unscored + row.failed + row.not_run, 0);
  const incomplete: CiNote = {
    level: 'error',
    code: 'incomplete',
    key: report.run.dataset,
    message: `incomplete: ${counted(missing, 'answer')} without a verdict`,
  };
  return [
    ...(missing > 0 && !excused ? [incomplete] : []),
    ...warnings(report).map((message): CiNote => ({ level: 'warning', code: 'report', key: keyOf(message), message })),
  ];
}

/** A sentence without its figures, which change from run to run. */
function keyOf(message: string): string {
  return message.replace(/\d+(?:[.,]\d+)*/g, '#');
}

const MOST_CHARACTERS = 300;

/** Failures that the user can act on, each at its file and line. */
export function problemNotes(details: readonly ProblemDetail[]): readonly CiNote[] {
  return details.map(({ code, message, hint, file, line, column }) => ({
    level: 'error',
    code: inert(code),
    key: inert(message),
    message: [message, ...(hint === undefined ? [] : [`hint: ${hint}`])]
      .map((text) => inert(clip(text, MOST_CHARACTERS)))
      .join('\n'),
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    ...(line === undefined || column === undefined ? {} : { column }),
  }));
}
