import { relative, resolve } from 'node:path';
import type { GateVerdict } from '../analysis/gate/gate_types.ts';
import type { Report } from '../analysis/report_types.ts';
import type { ProblemDetail } from '../domain/problem.ts';
import type { CiNote } from '../report/annotations_notes.ts';
import type { RunFolder } from '../results/folder.ts';
import { CI_FORMATS, type CiFormat } from './ci_formats.ts';
import type { Context } from './command.ts';
import type { Io } from './io.ts';
import type { ShowFlags } from './options.ts';

/** The format for CI that was asked for, if one was. */
export function ciFormat({ format, json }: ShowFlags): CiFormat | undefined {
  return json ? undefined : CI_FORMATS.find((name) => name === format);
}

/** A report as JUnit or for GitLab; `excused`: what is missing in it was allowed for. With a folder JUnit has a case for each answer of the run. */
export async function ciReport(
  format: CiFormat,
  report: Report,
  { excused, folder }: { readonly excused: boolean; readonly folder?: RunFolder },
  { io }: Context,
): Promise<string> {
  if (format === 'junit') {
    const { joinJournals } = await import('../run/join.ts');
    const trials = folder ? [...(await joinJournals(folder)).ledger.trials()] : [];
    return (await import('../report/junit.ts')).reportJunit(report, excused, trials);
  }
  const { reportNotes } = await import('../report/annotations_notes.ts');
  return codeQualityOf(reportNotes(report, excused), io);
}

/** The same of a gate. */
export async function ciGate(format: CiFormat, verdict: GateVerdict, { io }: Context): Promise<string> {
  if (format === 'junit') return (await import('../report/junit.ts')).gateJunit(verdict);
  const { gateNotes } = await import('../report/annotations_notes.ts');
  return codeQualityOf(gateNotes(verdict), io);
}

async function codeQualityOf(notes: readonly CiNote[], io: Io): Promise<string> {
  const { codeQuality } = await import('../report/code_quality.ts');
  return codeQuality(notes.map((note) => inCheckout(note, io)));
}

/** Under GitHub Actions: warnings and errors of a report as annotations, and the report as the summary of the step. */
export async function announceReport(
  report: Report,
  excused: boolean,
  flags: ShowFlags,
  { io }: Context,
): Promise<void> {
  if (!onGitHub(io)) return;
  const { reportNotes } = await import('../report/annotations_notes.ts');
  await annotate(reportNotes(report, excused), io);
  const { markdown } = await import('../report/markdown.ts');
  await summarise(markdown(report), flags, io);
}

/** The same of a gate. */
export async function announceGate(verdict: GateVerdict, flags: ShowFlags, { io }: Context): Promise<void> {
  if (!onGitHub(io)) return;
  const { gateNotes } = await import('../report/annotations_notes.ts');
  await annotate(gateNotes(verdict), io);
  const { gateRenderers } = await import('../report/gate.ts');
  await summarise(gateRenderers.markdown(verdict), flags, io);
}

/** Under GitHub Actions: failures as annotations at their file and line. */
export async function announceProblems(details: readonly ProblemDetail[], io: Io): Promise<void> {
  if (!onGitHub(io)) return;
  const { problemNotes } = await import('../report/annotations_notes.ts');
  await annotate(problemNotes(details), io);
}

/** GitLab's document of failures, for who asked for `-f codequality`. */
export async function problemsCodeQuality(details: readonly ProblemDetail[], io: Io): Promise<string> {
  const { problemNotes } = await import('../report/annotations_notes.ts');
  return codeQualityOf(problemNotes(details), io);
}

/** JUnit of what kept a gate from being made: nobody may take last time's file for this one's. A file that cannot be written changes nothing. */
export async function announceNoGate(
  details: readonly ProblemDetail[],
  flags: ShowFlags,
  context: Context,
): Promise<void> {
  if (ciFormat(flags) !== 'junit') return;
  const { problemsJunit } = await import('../report/junit.ts');
  const { emit } = await import('./show.ts');
  await emit(problemsJunit(details), flags.output, context).catch(() => {});
}

function onGitHub({ env }: Io): boolean {
  return env.GITHUB_ACTIONS === 'true';
}

/** On stderr: GitHub reads commands there too, and stdout stays the report. */
async function annotate(notes: readonly CiNote[], io: Io): Promise<void> {
  const { annotations } = await import('../report/annotations.ts');
  const text = annotations(notes.map((note) => inCheckout(note, io)));
  if (text !== '') await io.stderr.write(text).catch(() => {});
}

/** CI services know files by their path in the checkout; what is elsewhere has no place there. */
function inCheckout(note: CiNote, { env, cwd }: Io): CiNote {
  const { file, line, column, ...rest } = note;
  if (file === undefined) return rest;
  const roots = [env.GITHUB_WORKSPACE, env.CI_PROJECT_DIR, cwd].filter((root) => root !== undefined && root !== '');
  const paths = roots.map((root) => relative(root!, resolve(cwd, file)).replaceAll('\\', '/'));
  const inside = paths.find((path) => path !== '' && !path.startsWith('../') && !/^([A-Za-z]:|\/)/.test(path));
  return inside === undefined ? rest : { ...note, file: inside };
}

/**
 * Adds to the summary of the step; a summary that cannot be written is a warning, never a failure. Markdown on stdout gets none by itself: that is what people
 * send to the summary.
 */
async function summarise(markdown: string, flags: ShowFlags, io: Io): Promise<void> {
  const path = io.env.GITHUB_STEP_SUMMARY;
  if (!path || (flags.format === 'markdown' && flags.output === undefined)) return;
  const { appendFile, stat } = await import('node:fs/promises');
  const { fitSummary } = await import('../report/step_summary.ts');
  try {
    const used = await stat(path).then(
      ({ size }) => size,
      () => 0,
    );
    await appendFile(path, fitSummary(markdown, used));
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'EIO';
    await io.stderr.write(`warning: cannot write the summary of the step: ${why}\n`).catch(() => {});
  }
}
