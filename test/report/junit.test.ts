import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { gateJunit, problemsJunit, reportJunit } from '../../src/report/junit.ts';
import { broken, check, HOSTILE, verdict } from './ci_sample.ts';
import { moved, report, run, share, standing } from './sample.ts';

const XSD = new URL('junit.xsd', import.meta.url).pathname;
const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;

/** What the schema has against the text; empty where it is valid. */
function complaints(xml: string): string {
  const { status, stderr } = spawnSync('xmllint', ['--noout', '--schema', XSD, '-'], { input: xml, encoding: 'utf8' });
  return status === 0 ? '' : stderr;
}

describe('a gate', () => {
  const red = verdict('fail', [check({ model: 'big' }), broken()]);

  it('is a suite a model and a case a limit; a broken limit is a failure, and the only one', () => {
    const xml = gateJunit(red);
    expect(xml).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="bench gate tasks.csv" tests="3" failures="1" errors="0" skipped="0">/,
    );
    expect(xml).toContain('<testsuite name="big" tests="1" failures="0" errors="0" skipped="0">');
    const words =
      'cheap" file="bench.yaml">\n      <failure message="quality dropped 4.1 points, 2 points allowed (p = 0.0030, 14 lost, 2 won, 284 same; finds a drop of 4.4 points or more 4 times of 5)" type="max_quality_drop">';
    expect(xml).toContain(`<testcase name="quality drop" classname="${words}`);
  });

  it('is an error where it could not be decided or checks nothing, so that nobody takes it for green', () => {
    const open = check({ state: 'undecided', why: 'missing' });
    expect(gateJunit(verdict('undecided', [open]))).toContain('tests="2" failures="0" errors="1" skipped="0"');
    expect(gateJunit(verdict('empty', []))).toContain('tests="1" failures="0" errors="1" skipped="0"');
    const unchecked = verdict('undecided', [check()], [{ code: 'unchecked', limit: 'min_quality' }]);
    expect(gateJunit(unchecked)).toContain('tests="2" failures="0" errors="1" skipped="0"');
  });

  it('leaves a limit that the second run kept green', () => {
    const kept = check({ state: 'ok', observed: 0.041, confirmed: false });
    expect(gateJunit(verdict('pass', [kept]))).toContain('failures="0" errors="0"');
  });
});

describe('a report', () => {
  const rows = [standing('ensemble'), standing('linear', { scored: 400, failed: 10, unscored: 2, cost_unknown: 3 })];

  it('is an error where verdicts are missing, unless they were allowed for', () => {
    const torn = report({ standings: rows, shares: [] });
    expect(reportJunit(torn, false)).toContain('tests="5" failures="0" errors="1" skipped="1"');
    expect(reportJunit(torn, false)).toContain(
      '<error message="12 of 412 answers without a verdict (2 not graded, 10 failed, 0 not run)" type="incomplete">',
    );
    expect(reportJunit(torn, true)).toContain('tests="5" failures="0" errors="0" skipped="2"');
  });

  it('skips what is not certified: nobody asked for it', () => {
    const shares = [
      share('linear', { floor: 0.02, certified: moved({ task_share: 0 }) }),
      share('linear', { floor: 0.05, certified: moved({ task_share: 0.4 }) }),
    ];
    const xml = reportJunit(report({ standings: [standing('linear')], shares }), false);
    expect(xml).toMatch(/"certified within 2 points of [a-z]+" classname="linear">\n\s+<skipped\/>/);
    expect(xml).toMatch(/"certified within 5 points of [a-z]+" classname="linear">\n\s+<system-out>/);
  });
});

describe('hostile text', () => {
  const texts = [
    problemsJunit([{ code: HOSTILE, message: HOSTILE, hint: HOSTILE }]),
    gateJunit(verdict('fail', [broken({ model: HOSTILE, place: { file: HOSTILE, line: 1 } })])),
    reportJunit(report({ standings: [standing(HOSTILE)] }), false, [
      {
        task_id: HOSTILE,
        model: HOSTILE,
        repeat: 1,
        segment: HOSTILE,
        weight: 1,
        status: 'failed',
        why: HOSTILE,
        cost: { state: 'unknown', why: 'no price' },
        reused: false,
      },
    ]),
    reportJunit(report({ run: run({ dataset: HOSTILE }), standings: [standing(HOSTILE, { failed: 1 })] }), false),
  ];

  it.each(texts)('is text: no control, no command, no second element %#', (xml) => {
    expect(xml).not.toMatch(/[^\x20-\x7e\n]/);
    expect(xml).not.toContain('##[');
    expect(xml).not.toMatch(/^\s*::/m);
    expect(xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '')).not.toMatch(
      /<(?!\/?(testsuite|testcase|propert|system-out|failure|error|skipped|\?xml))/,
    );
  });

  it.skipIf(!hasXmllint).each(texts)('stays valid against the schema (needs xmllint) %#', (xml) => {
    expect(complaints(xml)).toBe('');
  });
});

it.skipIf(!hasXmllint)('reports and gates are valid against the schema (needs xmllint), and it can say no', () => {
  const gates = [
    verdict('pass', [check()]),
    verdict('fail', [check({ model: 'big' }), broken()]),
    verdict('undecided', [check({ state: 'undecided', why: 'missing' })]),
    verdict('empty', []),
  ];
  expect(gates.map(gateJunit).map(complaints)).toEqual(['', '', '', '']);
  expect([reportJunit(report(), false), reportJunit(report(), true)].map(complaints)).toEqual(['', '']);
  expect(complaints('<testsuites/>')).toContain("attribute 'name' is required");
});
