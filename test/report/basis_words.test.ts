import { expect, test } from 'vitest';
import { basisWords, qualityBasis } from '../../src/report/basis_words.ts';
import { agreement, corrected, headline, judge, judged, judging, report, standing, validation } from './sample.ts';

test('what the sentence rests on, in brackets', () => {
  const checked = judging({ validation: validation() });
  expect(basisWords(report())).toBe('');
  expect(basisWords(judged())).toBe(' (judge not validated)');
  const byModel = (linear: number, ensemble: number) => [
    { ...agreement({ labels: linear }), model: 'linear' },
    { ...agreement({ labels: ensemble }), model: 'ensemble' },
  ];
  const few = (linear: number, ensemble: number) =>
    basisWords(judged({ judging: judging({ validation: validation({ by_model: byModel(linear, ensemble) }) }) }));
  expect(few(0, 0), 'labels of other models than it speaks of').toBe(' (judge not validated)');
  expect(few(1, 0)).toBe(' (judge not validated: 1 label)');
  expect(few(19, 50)).toBe(' (judge not validated for linear: 19 labels)');
  expect(basisWords(judged({ judging: checked, headline: headline({ basis: 'validated' }) }))).toBe(
    ' (judge agrees with people on 86 % of 100 answers)',
  );
  expect(basisWords(corrected())).toBe(' (judge corrected by 100 human labels)');
});

test('known-wrong answers that a judge passed stand in the brackets, whatever the numbers rest on', () => {
  const flattered = judge({ probes_passed: ['a', 'b', 'c', 'd', 'e'], probes: 5 });
  const judges = [flattered];
  const passed = 'it passed 5 of 5 known-wrong answers';
  expect(basisWords(judged({ judging: judging({ judges }) }))).toBe(` (judge not validated; ${passed})`);
  const checked = judging({ judges, validation: validation() });
  expect(basisWords(judged({ judging: checked, headline: headline({ basis: 'validated' }) }))).toBe(
    ` (judge agrees with people on 86 % of 100 answers; ${passed})`,
  );
  expect(basisWords(corrected({ judging: checked }))).toBe(` (judge corrected by 100 human labels; ${passed})`);
  const unread = judge({ judge: 'two', probes: 1, probes_unread: 2, probes_passed: ['yes'] });
  expect(basisWords(judged({ judging: judging({ judges: [judge(), unread] }) }))).toBe(
    ' (judge not validated; judge two passed 1 of 3 known-wrong answers, 2 gave no verdict)',
  );
  expect(basisWords(judged({ judging: judging({ judges: [flattered, flattered, unread] }) }))).toBe(
    ' (judge not validated; 3 of its judges passed known-wrong answers)',
  );
});

test('what the quality of a model rests on', () => {
  const checked = judged({ judging: judging({ validation: validation() }) });
  const { standings } = corrected();
  expect(qualityBasis(standing('linear'), checked)).toBe('exact');
  expect(qualityBasis(standing('linear', { judged: 1 }), judged())).toBe('not_validated');
  expect(qualityBasis(standing('linear', { judged: 128 }), checked)).toBe('validated');
  expect(qualityBasis(standing('nearest', { judged: 128 }), checked), 'nobody labelled its answers').toBe(
    'not_validated',
  );
  expect(qualityBasis(standings.find(({ model }) => model === 'linear')!, corrected())).toBe('corrected');
});
