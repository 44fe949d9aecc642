import { createHash } from 'node:crypto';
import type { CiNote } from './annotations_notes.ts';
import { json } from './json.ts';
import { clip } from './text.ts';

/** One issue as GitLab reads it: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
interface CodeQualityIssue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: 'critical' | 'minor';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/** Where a note belongs that names no file: GitLab takes no issue without one. */
const CONFIG = 'bench.yaml';

/** GitLab shows a description in one line of a list; a model's id may be of any length. */
const MOST_CHARACTERS = 1000;

/** GitLab's code-quality report: one JSON array; a fingerprint is the same in every run that finds the same, whatever the figures. */
export function codeQuality(notes: readonly CiNote[]): string {
  const seen = new Map<string, number>();
  const issues = notes.map((note) => {
    const path = (note.file ?? CONFIG).replaceAll('\\', '/').replace(/^\.\//, '');
    const identity = JSON.stringify([note.code, note.key, path]);
    const nth = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, nth);
    return issueOf(note, path, nth === 1 ? identity : `${identity} ${nth}`);
  });
  return json(issues);
}

function issueOf({ level, code, message, line }: CiNote, path: string, identity: string): CodeQualityIssue {
  return {
    description: clip(message.replaceAll('\n', ' '), MOST_CHARACTERS),
    check_name: `bench/${code}`,
    fingerprint: createHash('sha256').update(identity).digest('hex'),
    severity: level === 'error' ? 'critical' : 'minor',
    location: { path, lines: { begin: line ?? 1 } },
  };
}
