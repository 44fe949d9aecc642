import { expect, test } from 'vitest';
import { basisWords, qualityBasis } from '../../src/report/basis_words.ts';
import { corrected, headline, judged, judging, report, standing, validation } from './sample.ts';

test('what the sentence rests on, in brackets', () => {
  const checked = judging({ validation: validation() });
  expect(basisWords(report())).toBe('');
  expect(basisWords(judged())).toBe(' (judge not validated)');
  expect(basisWords(judged({ judging: checked })), 'labels of other models than it speaks of').toBe(
    ' (judge not validated)',
  );
  expect(basisWords(judged({ judging: checked, headline: headline({ basis: 'validated' }) }))).toBe(
    ' (judge agrees with people on 86 % of 100 answers)',
  );
  expect(basisWords(corrected())).toBe(' (judge corrected by 100 human labels)');
});

test('what the quality of a model rests on', () => {
  const checked = judged({ judging: judging({ validation: validation() }) });
  const { standings } = corrected();
  expect(qualityBasis(standing('linear'), checked)).toBe('exact');
  expect(qualityBasis(standing('linear', { judged: 1 }), judged())).toBe('not_validated');
  expect(qualityBasis(standing('linear', { judged: 1 }), checked)).toBe('validated');
  expect(qualityBasis(standing('nearest', { judged: 1 }), checked), 'nobody labelled its answers').toBe(
    'not_validated',
  );
  expect(qualityBasis(standings.find(({ model }) => model === 'linear')!, corrected())).toBe('corrected');
});
