import { expect, test } from 'vitest';
import { agreementLines } from '../../src/report/agreement_table.ts';
import { agreement, at, corrected, estimated, judged, judging, validation } from './sample.ts';

test('at 80 columns: agreement and kappa with intervals, both error rates, by model and by segment', () => {
  expect(agreementLines(corrected(), at(80))).toEqual([
    'judge against people (graded scores pass above 1/2)',
    '                                 95 %              95 %  sensi-  speci-  kind/',
    '            labels   agree   interval  kappa   interval  tivity  ficity   hard',
    'all            100  86.0 %  77.8-91.5   0.70  0.54-0.85  96.7 %  70.0 %   12/2',
    'by model',
    '  linear        50  86.0 %  77.8-91.5   0.70  0.54-0.85  96.7 %  70.0 %   12/2',
    '  ensemble      50  86.0 %  77.8-91.5   0.70  0.54-0.85  96.7 %  70.0 %   12/2',
    'by segment',
    '  plain          5  86.0 %  77.8-91.5    n/a        n/a  96.7 %  70.0 %   12/2',
    'sensitivity: of what people pass, the judge passes',
    'specificity: of what people fail, the judge fails',
    'kind/hard: passed by the judge alone/by people alone',
  ]);
});

test('at 40 columns what is left is whole, and only that is explained', () => {
  const lines = agreementLines(corrected(), at(40));
  expect(lines.slice(4)).toEqual([
    'all            100  86.0 %  77.8-91.5',
    'by model',
    '  linear        50  86.0 %  77.8-91.5',
    '  ensemble      50  86.0 %  77.8-91.5',
    'by segment',
    '  plain          5  86.0 %  77.8-91.5',
  ]);
});

test('at 200 columns every rate has its interval', () => {
  const lines = agreementLines(corrected(), at(200));
  expect(lines[3]).toMatch(/96\.7 % +88\.6-99\.1 +70\.0 % +54\.5-82\.0 +12\/2 +0\.10$/);
  expect(lines.join(' ')).toContain('bias: mean of judge minus people');
});

test('undefined is n/a; groups without rows have no title; the segment without a name is named', () => {
  const nothing = estimated(null, null, null, 0);
  const blank = agreement({
    agreement: nothing,
    kappa: nothing,
    sensitivity: nothing,
    specificity: nothing,
    bias: null,
  });
  const by_segment = [{ ...blank, segment: '' }];
  const report = judged({ judging: judging({ validation: validation({ ...blank, by_model: [], by_segment }) }) });
  const text = agreementLines(report, at(200)).join('\n');
  expect(text).not.toMatch(/NaN|null|undefined|by model/);
  expect(text).toMatch(/\(no segment\) +100 +n\/a +n\/a +n\/a/);
});

test('without labels: nothing', () => {
  expect(agreementLines(judged(), at(80))).toEqual([]);
});

test('of many segments those with the most labels are shown, in their order; all with full', () => {
  const by_segment = Array.from({ length: 30 }, (_, i) => ({ ...agreement({ labels: i }), segment: `s${i}` }));
  const many = judged({ judging: judging({ validation: validation({ by_model: [], by_segment }) }) });
  const names = (full: boolean) =>
    agreementLines(many, at(80, { full })).flatMap((line) => /^ {2}(s\d+) /.exec(line)?.[1] ?? []);
  expect(names(false)).toEqual(Array.from({ length: 12 }, (_, i) => `s${i + 18}`));
  expect(agreementLines(many, at(80))).toContain('  18 more with fewer labels: bench judge check --full');
  expect(names(true)).toHaveLength(30);
});
