import type { Report } from '../../../src/analysis/report_types.ts';
import type { FrontierPoint, Standing } from '../../../src/analysis/standing_types.ts';
import { frontierPoint, report, run, standing } from '../sample.ts';

/** The elements of an SVG text, in order, each with its attributes and its own text; throws where tags do not nest or a character is none of XML's. */
export function elements(svg: string): { readonly name: string; readonly attributes: string; readonly text: string }[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
  if (/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(svg)) throw new Error('a character that XML forbids');
  const found: { name: string; attributes: string; text: string }[] = [];
  const open: { name: string; attributes: string; text: string }[] = [];
  const body = svg.replace(/^<\?xml[^>]*\?>\s*/, '');
  for (const [part] of body.matchAll(/<[^>]*>|[^<]+/g)) {
    if (!part.startsWith('<')) {
      if (open.length > 0) open.at(-1)!.text += part;
      continue;
    }
    const [, slash, name, attributes, own] = /^<(\/?)([a-z]+)((?: [a-z0-9:-]+="[^"<>]*")*)(\/?)>$/i.exec(part) ?? [];
    if (name === undefined) throw new Error(`no tag: ${part}`);
    if (slash) {
      if (open.pop()?.name !== name) throw new Error(`${part} closes something else`);
      continue;
    }
    const element = { name, attributes: attributes ?? '', text: '' };
    found.push(element);
    if (!own) open.push(element);
  }
  if (open.length > 0) throw new Error(`${open.at(-1)!.name} is left open`);
  return found;
}

/** The texts that stand in a picture. */
export const texts = (svg: string): string[] =>
  elements(svg).flatMap(({ name, text }) => (name === 'text' ? [text] : []));

export type Drawn = readonly [model: string, usdPerTask: string, quality: number, more?: Partial<Standing>];

/** A report whose frontier has these points, cheapest first; the last is the reference, the given ones are on the frontier. */
export function frontierOf(points: readonly Drawn[], pareto: readonly string[], more: Partial<Report> = {}): Report {
  const models = points.map(([model]) => model);
  return report({
    run: run({ models, reference: models.at(-1)! }),
    standings: points.map(([model, cost_per_task_usd, quality, own]) =>
      standing(model, {
        ...{ cost_per_task_usd, cost_low_usd: cost_per_task_usd, cost_high_usd: cost_per_task_usd },
        ...{ quality, quality_low: quality - 0.02, quality_high: Math.min(1, quality + 0.02) },
        ...own,
      }),
    ),
    frontier: {
      points: points.map(
        ([model, cost_per_task_usd, quality]): FrontierPoint => frontierPoint(model, cost_per_task_usd, quality),
      ),
      ...{ pareto, hull: pareto, aiq: 0.5 },
    },
    ...more,
  });
}
