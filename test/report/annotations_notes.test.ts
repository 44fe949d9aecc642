import { expect, it } from 'vitest';
import { annotations } from '../../src/report/annotations.ts';
import { gateNotes, problemNotes, reportNotes } from '../../src/report/annotations_notes.ts';
import { broken, check, HOSTILE, verdict } from './ci_sample.ts';
import { finding, report, standing } from './sample.ts';

it('a broken limit is an error beside it; a kept one says nothing', () => {
  expect(gateNotes(verdict('fail', [check({ model: 'big' }), broken()]))).toEqual([
    {
      level: 'error',
      code: 'max_quality_drop',
      key: 'cheap',
      message:
        'cheap: quality dropped 4.1 points, 2 points allowed (p = 0.0030, 14 lost, 2 won, 284 same; finds a drop of 4.4 points or more 4 times of 5)',
      file: 'bench.yaml',
      line: 12,
    },
  ]);
  expect(gateNotes(verdict('pass', [check()]))).toEqual([]);
});

it('what keeps a gate from deciding is an error, no limit at all too', () => {
  const open = check({ state: 'undecided', why: 'underpowered', place: null });
  expect(gateNotes(verdict('undecided', [open]))).toMatchObject([{ level: 'error', code: 'max_quality_drop' }]);
  expect(gateNotes(verdict('fail', [open, broken()])).map(({ level }) => level)).toEqual(['warning', 'error']);
  expect(gateNotes(verdict('empty', []))).toMatchObject([
    { level: 'error', code: 'gate', message: 'verdict: none: no limit is set, nothing was checked' },
  ]);
  const notes = [{ code: 'unchecked', limit: 'min_quality' } as const, { code: 'holm', tests: 3 } as const];
  expect(gateNotes(verdict('undecided', [], notes))).toMatchObject([{ level: 'error', code: 'unchecked' }]);
});

it('missing verdicts of a report are an error unless they were allowed for', () => {
  const torn = report({ standings: [standing('big'), standing('cheap', { scored: 410, failed: 2 })], findings: [] });
  expect(reportNotes(torn, false)).toMatchObject([
    { level: 'error', code: 'incomplete', message: 'incomplete: 2 answers without a verdict' },
  ]);
  expect(reportNotes(torn, true)).toEqual([]);
});

it('warnings of a report are told by their words, not by their figures; what is true of every run is left out', () => {
  const unknown = (known: number) =>
    finding({ code: 'cost_unknown', model: 'cheap', known, trials: 412, on_frontier: true });
  const weights = finding({ code: 'unequal_weights', tasks: 412, effective_n: 300 });
  const [first, ...others] = reportNotes(report({ findings: [unknown(400), weights] }), false);
  const [second] = reportNotes(report({ findings: [unknown(10)] }), false);
  expect(others).toEqual([]);
  expect(first).toMatchObject({ level: 'warning', message: 'cheap: the cost of 12 of 412 answers is unknown' });
  expect(second!.message).not.toBe(first!.message);
  expect(second!.key).toBe(first!.key);
});

it('a problem keeps its place and its hint; what an answer says starts no command', () => {
  const notes = problemNotes([{ code: 'YAML', message: HOSTILE, hint: 'do', file: 'a.yaml', line: 2, column: 5 }]);
  expect(notes).toMatchObject([{ file: 'a.yaml', line: 2, column: 5 }]);
  const text = annotations(notes);
  expect(text.trimEnd().split('\n')).toHaveLength(1);
  expect(text).toMatch(/^::error file=a\.yaml,line=2,col=5,title=bench YAML:::\\x3aerror::x\\n::stop-commands/);
  expect(text).toContain('%0Ahint: do\n');
  expect(text).not.toContain('##[');
  for (const hostile of [gateNotes(verdict('fail', [broken({ model: HOSTILE })])), notes])
    expect(annotations(hostile)).not.toMatch(/[^\x20-\x7e\n]/);
});
