import { describe, expect, it } from 'vitest';
import type { Bill, HtmlInput } from '../../../src/report/html/input.ts';
import { page } from '../../../src/report/html/page.ts';
import { detail, detailed } from '../detail_sample.ts';
import { corrected, judged, report, standing } from '../sample.ts';
import { answer, bill, example, input, modelFact } from './input.ts';

/** Text as a reader sees it, without tags and with entities undone. */
function textOf(html: string): string {
  const body = html.replace(/<style>[\s\S]*?<\/style>/g, '').replace(/<[^>]*>/g, ' ');
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
  return body.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name]!).replace(/\s+/g, ' ');
}

function part(html: string, id: string): string {
  return textOf(html.split(`<section id="${id}"`)[1]!.split('</section>')[0]!);
}

const TAGS =
  'html head meta link title style body a header h1 h2 h3 h4 p main section nav ul li dl div dt dd span small strong figure figcaption table caption thead tbody tr th td br wbr i code pre time details summary label select option footer svg desc defs g path line rect circle polyline polygon text tspan clippath use';
const ATTRIBUTES =
  /^(lang|charset|http-equiv|content|name|rel|href|class|id|aria-[a-z]+|role|tabindex|scope|title|style|datetime|value|selected|open|autocomplete|viewBox|[xyrd]|[xy][12]|c[xy]|r[xy]|dx|dy|width|height|points|transform|clip-path|text-anchor|pathLength|focusable)$/;

/** Every tag and attribute of a page must be one that we write; quotes must close. */
function checkTags(html: string): void {
  const allowed = new Set(TAGS.split(' '));
  const body = html.replace(/^<!doctype html>\n/, '').replace(/(<style>)[^<]*(<\/style>)/g, '$1$2');
  for (const [tag, name, attributes] of body.matchAll(/<\/?([^\s/>]*)([^>]*)>/g)) {
    expect(allowed, tag).toContain(name!.toLowerCase());
    const rest = attributes!.replace(/\s([a-zA-Z0-9-]+)(?:="([^"<>]*)")?/g, (_, attribute: string) => {
      expect(attribute, tag).toMatch(ATTRIBUTES);
      return '';
    });
    expect(rest.replace('/', '').trim(), tag).toBe('');
  }
  expect(body.replace(/<\/?[^\s/>][^>]*>/g, '')).not.toMatch(/[<>]/);
}

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onfocus='alert(1)' autofocus='",
  '</style><style>*{display:none}</style>',
  '</pre></details></main><!--',
  'a\u2028b\u2029c\u202ed\0e\ud800f',
  '`x` &lt;b&gt; ]]>',
];

/** The same input with every text of the outside replaced. */
function hostileInput(text: string): HtmlInput {
  const names = [`${text} 1`, `${text} 2`, `${text} 3`];
  const plain = corrected({ detail: detail() });
  const rename = (name: string) => names[plain.run.models.indexOf(name)] ?? text;
  const one = example({
    task_id: text,
    segment: text,
    input: text,
    expected: text,
    reference: answer(names[2]!, 1, { text, status: text, detail: text }),
    candidate: answer(names[1]!, 0, { text }),
  });
  const other = { ...one, segment: `${text}!`, candidate: answer(names[0]!, 0, { text }) };
  const { git: _, ...made } = input().provenance;
  return {
    report: JSON.parse(JSON.stringify(plain), (key, value) => {
      if (['model', 'candidate', 'reference'].includes(key) && typeof value === 'string') return rename(value);
      if (key === 'models' || key === 'pareto' || key === 'hull')
        return Array.isArray(value) && typeof value[0] === 'string' ? value.map(rename) : value;
      if (key === 'strategy' && String(value).startsWith('cascade by ')) return `cascade by ${text}`;
      return ['dataset', 'segment', 'id', 'judge', 'verifier', 'task_id'].includes(key) && typeof value === 'string'
        ? text
        : value;
    }),
    provenance: {
      ...made,
      git: { commit: text, dirty: false },
      prompt: text,
      system: text,
      models: names.map((id) => modelFact(id, { host: text, params: text, identity: text })),
      judges: [modelFact(text)],
    },
    bills: names.map((name) => bill(name, { replaced: 2, replaced_usd: '1', possibly_billed: 1, possibly_usd: null })),
    examples: {
      shown: [one, other],
      counts: [{ candidate: names[1]!, losses: 1 }],
      without_tasks: text,
    },
  };
}

describe('the page', () => {
  it('is one file without scripts, events or anything to load', () => {
    const html = page(input());
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"`,
    );
    expect(html).not.toMatch(/<script|<iframe|<object|javascript:|@import|url\(|\bon[a-z]+=/i);
    expect([...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, to]) => to!.replace(/^#.*/, '#'))).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/^(?!#|data:,$)/)]),
    );
    checkTags(html);
  });

  it.each(HOSTILE)('shows %j as text and nothing else', (text) => {
    const html = page(hostileInput(text));
    checkTags(html);
    expect(html).not.toMatch(/[\u2028\u2029\u202e\0]|[\ud800-\udbff](?![\udc00-\udfff])/);
    expect(html).not.toMatch(/\bundefined\b|\bNaN\b|\[object|\bInfinity\b/);
  });

  it('gives the same bytes for the same input', () => {
    expect(page(input())).toBe(page(input()));
  });

  it('has one h1, and no heading that skips a level', () => {
    const levels = [...page(hostileInput('x')).matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [i, level] of levels.entries()) expect(level - (levels[i - 1] ?? 0), `heading ${i}`).toBeLessThan(2);
  });

  it('names every id once, and points at none that is missing', () => {
    const html = page(hostileInput('x'));
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id!);
    expect(new Set(ids).size).toBe(ids.length);
    const wanted = [...html.matchAll(/(?:aria-labelledby="|aria-describedby="|href="#)([^"]+)"/g)];
    for (const [, list] of wanted) for (const id of list!.split(' ')) expect(ids).toContain(id);
  });

  it('keeps its parts in the order of reading', () => {
    const ids = [...page(input()).matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([
      'plot',
      'models',
      'findings',
      'share',
      'segments',
      'money',
      'judge',
      'examples',
      'method',
      'provenance',
    ]);
  });
});

describe('what it says', () => {
  it('the answer first, with the dollars before and after', () => {
    const html = page(input());
    const first = textOf(html.split('<section class="answer"')[1]!.split('</section>')[0]!);
    expect(first).toContain('linear can take 41 % of tasks from ensemble within 2 points of quality');
    expect(first).toMatch(/\$0\.0210 → becomes \$0\.0131 38 % less/);
  });

  it('two public claims near the answer, before everything else', () => {
    const html = page(input({ report: detailed() }));
    const top = textOf(html.split('<section class="answer"')[1]!.split('<nav')[0]!);
    expect(top.replaceAll('\u00a0', ' ')).toContain(
      'Armstrong, 80 % of the workload on a model 99 % cheaper than ensemble: not here: the cheapest candidate (linear) is 97.4 % cheaper per task;',
    );
    expect(page(input())).not.toContain('<ul class="claims"');
  });

  it('orders, cascades, portfolio and noise as tables with captions, and how they were measured', () => {
    const html = page(input({ report: detailed() }));
    const moves = part(html, 'share');
    expect(moves).toContain('Which tasks move first from ensemble to linear. order within certified of tasks of spend');
    expect(moves).toContain('by words 2 points 45 % 39 % 43 % 90.5 % 0.0131 48 %');
    expect(moves).toContain('judge 5 points yes 62 % 90.8 % 86.0-94.1 0.00880 58 %');
    expect(moves).toContain('by segment 0.630 0.621 37 % 71 %');
    expect(moves).toContain('90 % 90 % 85 % 91.8 % 0.00310');
    expect(part(html, 'portfolio')).toMatch(
      /up to 3 models 5 points yes 90\.3 % .* 0\.0210 0\.0094 55 % best pair 5 points/,
    );
    expect(part(html, 'portfolio')).toContain(
      'indirect ensemble nearest plain ensemble linear sarcastic ensemble ensemble',
    );
    expect(part(html, 'noise')).toMatch(/linear 412 8\.7 % 6\.4-11\.7 54 30 % 89\.1 % 93\.5 % 84\.7 % 95\.1 % 82\.0 %/);
    expect(part(html, 'noise')).toContain('2 of 108 are shown. task model scores by repeat t17 linear 1 0 1');
    const method = part(html, 'method');
    for (const name of ['Orders', 'Cascades', 'More than two models', 'Noise', 'Two public claims'])
      expect(method).toContain(` ${name} `);
    expect(part(page(input()), 'method')).not.toContain('Cascades');
  });

  it('no column of what is known of no model', () => {
    const html = page(input({ report: report({ standings: [standing('a', { p50_ms: null, p95_ms: null })] }) }));
    expect(part(html, 'models')).toContain('$ in all graded no verdict');
    const one = [standing('a', { p50_ms: 3, p95_ms: null }), standing('b', { p50_ms: null, p95_ms: null })];
    expect(part(page(input({ report: report({ standings: one }) })), 'models')).toContain('$ in all p50 graded');
  });

  it('unknown costs as unknown, never as 0', () => {
    const plain = report();
    const rows = plain.standings.map((row) => ({
      ...row,
      cost_usd: null,
      cost_per_task_usd: null,
      cost_per_success_usd: null,
      cost_low_usd: null,
      cost_high_usd: null,
    }));
    const bills = [bill('linear', { cost_usd: null, cost_unknown: 412, meters: [], unsplit_usd: '0' })];
    const html = page(input({ report: { ...plain, standings: rows }, bills }));
    expect(part(html, 'models')).toMatch(/linear [^%]*% [\d.-]+ unknown unknown unknown/);
    expect(part(html, 'money')).toMatch(/linear 412 unknown 412 /);
    expect(part(html, 'money')).toContain('paid in this run unknown');
  });

  it('the bill by meter with its tokens, and what was paid beside it', () => {
    const bills = [
      bill('linear', { replaced: 3, replaced_usd: '0.5', possibly_billed: 2, possibly_usd: '0.25', reused_usd: '4' }),
    ];
    const money = part(page(input({ bills })), 'money');
    expect(money).toContain('linear 412 3.00 1,500,000 tokens 2.00 250,000 tokens 1.00 125,000 tokens 6.00 4.00 0');
    expect(money).toContain('paid in this run $2.50: answers'); // 6 - 4 + 0.5
    expect(money).toContain('calls that were asked again linear: 3 calls, $0.50');
    expect(money).toContain('without an answer linear: 2 attempts, at most $0.25');
  });

  it('outcomes that were recorded elsewhere cost this run nothing', () => {
    const money = (...bills: readonly Bill[]) => part(page(input({ bills })), 'money');
    const recorded = bill('nearest', { elsewhere: true });
    expect(money(recorded)).toContain('paid in this run nothing, the outcomes were recorded elsewhere judge');
    const mixed = money(recorded, bill('linear', { cost_usd: '2' }));
    expect(mixed).toContain('paid in this run $2.00: answers');
    expect(mixed).toContain('of some models the outcomes were recorded elsewhere');
  });

  it('calls that were asked again: unknown where nobody knows, else what is known', () => {
    const again = (replaced_usd: string | null) =>
      part(page(input({ bills: [bill('linear', { replaced: 3, replaced_usd, replaced_unknown: 2 })] })), 'money');
    expect(again(null)).toContain('asked again linear: 3 calls, unknown attempts');
    expect(again('0.5')).toContain('asked again linear: 3 calls, $0.500 and 2 calls of unknown cost');
    expect(again('0.5')).toMatch(/paid in this run \$6.50: .*, and 2 calls of unknown cost/);
  });

  it('the judge: none, nobody checked it, or its record', () => {
    expect(part(page(input()), 'judge')).toContain('No answer was left to a judge');
    expect(part(page(input({ report: judged() })), 'judge')).toContain('judge not validated: no human labels');
    const record = part(page(input({ report: corrected() })), 'judge');
    expect(record).toMatch(/all 100 86\.0 % 77\.8-91\.5 0\.70 0\.54-0\.85 96\.7 % 70\.0 % 12 2 0\.10/);
  });

  it('cut answers with how much was cut', () => {
    const shown = [example({ candidate: answer('linear', 0, { text: 'x'.repeat(4000), chars: 5321 }) })];
    const html = page(
      input({ examples: { shown, counts: [{ candidate: 'linear', losses: 1 }], without_tasks: null } }),
    );
    expect(part(html, 'examples')).toContain('Cut: the first 4,000 of 5,321 characters.');
  });

  it('outcomes without texts as a table that can be filtered all the same', () => {
    const bare = (id: string, candidate: string) =>
      example({
        task_id: id,
        input: null,
        expected: null,
        reference: answer('ensemble', 1, { text: '', chars: 0 }),
        candidate: answer(candidate, 0, { text: '', chars: 0 }),
      });
    const shown = [bare('t1', 'linear'), bare('t2', 'nearest')];
    const html = page(input({ examples: { shown, counts: [], without_tasks: 'the file is gone' } }));
    expect(part(html, 'examples')).toContain('What was asked is not shown: the file is gone.');
    expect(html).toContain('<tr class="ex c1 s0"><th scope="row">t2</th>');
    expect(html).toContain('.examples:has(option[value=c1]:checked) .ex:not(.c1){display:none}');
  });

  it('prices with tiers, source and date, and the state of the checkout', () => {
    const made = part(page(input()), 'provenance');
    expect(made).toContain('input $2 per million tokens, input $4 per million tokens above 200,000 prompt tokens');
    expect(made).toContain('the price list of example.com 2026-11-01');
    expect(made).toContain('with uncommitted changes');
  });

  it('a single model without anything to compare', () => {
    const plain = report();
    const alone = {
      ...plain,
      run: { ...plain.run, models: ['ensemble'] },
      standings: [standing('ensemble')],
      shares: [],
      frontier: { points: [], pareto: [], hull: [], aiq: null },
      headline: { ...plain.headline, verdict: 'need_two_models' as const, candidate: null, share: null, floor: null },
    };
    const html = page(input({ report: alone, examples: { shown: [], counts: [], without_tasks: null } }));
    checkTags(html);
    expect(part(html, 'share')).toContain('With one model there is nothing to move.');
    expect(part(html, 'examples')).toContain('There is no other model to compare with.');
  });

  it('where a file stood is not told', () => {
    const plain = report();
    const html = page(input({ report: { ...plain, run: { ...plain.run, dataset: '/home/me/secret/tasks.csv' } } }));
    expect(html).not.toContain('/home/me');
    expect(html).toContain('<h1>tasks.csv: cost and quality</h1>');
  });
});
