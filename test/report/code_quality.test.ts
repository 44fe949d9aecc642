import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { gateNotes } from '../../src/report/annotations_notes.ts';
import { codeQuality } from '../../src/report/code_quality.ts';
import { broken, HOSTILE, verdict } from './ci_sample.ts';

const issues = (...checks: Parameters<typeof verdict>[1]) =>
  JSON.parse(codeQuality(gateNotes(verdict(checks.length > 0 ? 'fail' : 'pass', checks))));

it('has the fields that GitLab asks for', () => {
  expect(issues(broken())).toEqual([
    {
      description:
        'cheap: quality dropped 4.1 points, 2 points allowed (p = 0.0030, 14 lost, 2 won, 284 same; finds a drop of 4.4 points or more 4 times of 5)',
      check_name: 'bench/max_quality_drop',
      fingerprint: createHash('sha256').update('["max_quality_drop","cheap","bench.yaml"]').digest('hex'),
      severity: 'critical',
      location: { path: 'bench.yaml', lines: { begin: 12 } },
    },
  ]);
  expect(issues()).toEqual([]);
});

it('gives the same finding the same fingerprint in every run, another one another', () => {
  const [one] = issues(broken());
  const [later] = issues(broken({ observed: 0.09, losses: 30, place: { file: 'bench.yaml', line: 20 } }));
  const [other] = issues(broken({ model: 'big' }));
  expect(later.fingerprint).toBe(one.fingerprint);
  expect(later.location.lines.begin).toBe(20);
  expect(other.fingerprint).not.toBe(one.fingerprint);
  const twice = issues(broken(), broken());
  expect(new Set(twice.map((issue: { fingerprint: string }) => issue.fingerprint)).size).toBe(2);
});

it('shows hostile text as text', () => {
  const text = codeQuality(gateNotes(verdict('fail', [broken({ model: HOSTILE })])));
  expect(text).not.toContain('##[');
  expect(text).not.toMatch(/[^\x20-\x7e\n]/);
  expect(text).not.toMatch(/^\s*::/m);
});

it('stays short, however long a name is; two long names stay two issues', () => {
  const [one, other] = issues(broken({ model: `${'m'.repeat(5000)}1` }), broken({ model: `${'m'.repeat(5000)}2` }));
  expect(one.description).toHaveLength(1000);
  expect(other.fingerprint).not.toBe(one.fingerprint);
});
