import type { ArmstrongClaim, HarveyClaim } from '../analysis/claims/claims_types.ts';
import type { Report } from '../analysis/report_types.ts';
import { NOT_VALIDATED } from './judge_words.ts';
import { count, counted, percent, percentDown, points } from './numbers.ts';

export const CLAIMS_TITLE = 'two public claims on this workload (95 % confidence; figures of the tested half)';

/** A public claim and what this workload says to it at every floor. */
export interface ClaimWords {
  /** `Armstrong, 80 % of the workload on a model 99 % cheaper than ensemble`. */
  readonly claim: string;
  readonly answer: string;
}

/** Both claims of a report whose texts are safe, each with the numbers behind it; empty where they were not looked at. */
export function claimWords(report: Report): ClaimWords[] {
  const claims = report.detail?.claims;
  if (claims === undefined || report.shares.length === 0) return [];
  const judge = report.headline.basis === 'not_validated' ? ` (${NOT_VALIDATED})` : '';
  const { reference } = report.run;
  const said = [
    {
      claim: `Armstrong, 80 % of the workload on a model 99 % cheaper than ${reference}`,
      clauses: claims.armstrong.map((claim) => armstrongClause(claim, report)),
    },
    {
      claim: `Harvey, 3x cheaper than ${reference} at the same quality`,
      clauses: claims.harvey
        .filter((claim, i) => !isImplied(claim, claims.harvey[i - 1]))
        .map((claim) => harveyClause(claim, report)),
    },
  ];
  return said
    .filter(({ clauses }) => clauses.length > 0)
    .map(({ claim, clauses }) => ({ claim, answer: `${joinClauses(clauses)}${judge}.` }));
}

/** A clause of one floor in two parts: neighbours with the same first part share it. */
interface Clause {
  readonly lead: string;
  readonly tail: string;
}

function joinClauses(clauses: readonly Clause[]): string {
  return clauses
    .flatMap(({ lead, tail }, i) => [lead === clauses[i - 1]?.lead ? '' : lead, tail])
    .filter((part) => part !== '')
    .join('; ');
}

/** Rounded down: a promise is never rounded up, and 98.97 % are not 99 %. */
function cheaperWords(cheaper: number): string {
  if (cheaper < 0) return `${percent(-cheaper, 1)} dearer per task`;
  return `${(Math.floor(cheaper * 1000 + 1e-9) / 10).toFixed(1)} % cheaper per task`;
}

const floorWords = (floor: number | null) => (floor === 0 || floor === null ? 'at no loss' : `within ${points(floor)}`);

const NO_COSTS = 'not here: no candidate has known costs';

/** `62 % of tasks certified within 5 points saves 61 %`. */
function certifiedPart({ certified, saving, floor }: ArmstrongClaim): string {
  const within = floorWords(floor);
  if (certified === null || certified === 0) return `nothing is certified ${within}`;
  const change =
    saving === null
      ? 'saves an unknown part'
      : saving < 0
        ? `costs ${percent(-saving)} more`
        : `saves ${percent(saving)}`;
  return `${percentDown(certified)} of tasks certified ${within} ${change}`;
}

function armstrongClause(claim: ArmstrongClaim, report: Report): Clause {
  const { verdict, candidate, cheaper, floor } = claim;
  if (candidate === null || cheaper === null) return { lead: NO_COSTS, tail: '' };
  const numbers = `${candidate} is ${cheaperWords(cheaper)}, ${certifiedPart(claim)}`;
  switch (verdict) {
    case 'no_candidate':
      return { lead: notCheapEnough(candidate, cheaper), tail: certifiedPart(claim) };
    case 'holds':
      return { lead: '', tail: `holds ${floorWords(floor)}: ${numbers}` };
    case 'fails':
      return { lead: '', tail: `does not hold ${floorWords(floor)}: ${numbers}${ceiling(claim)}` };
    case 'undecided':
      return { lead: '', tail: `not decidable ${floorWords(floor)} ${tooFew(claim, report)}; ${numbers}` };
  }
}

/** Where candidates are chosen none was cheap enough; the figure is of the other half, where it may be. */
function notCheapEnough(candidate: string, cheaper: number): string {
  return cheaper >= 0.99
    ? `not here: on the tasks that choose no candidate is 99 % cheaper (the cheapest, ${candidate}, on the others ${cheaperWords(cheaper)})`
    : `not here: the cheapest candidate (${candidate}) is ${cheaperWords(cheaper)}`;
}

/** What no router could do better. */
function ceiling({ oracle }: ArmstrongClaim): string {
  return oracle === null || oracle >= 0.8 ? '' : `, and ${percent(oracle)} could move if every outcome were known`;
}

/** ` with 500 tasks (about 1,900 more would do)`. */
function tooFew({ needed_tasks: needed }: Pick<HarveyClaim, 'needed_tasks'>, { run }: Report): string {
  const more =
    needed === null || needed <= run.tasks
      ? 'how many would do is not known'
      : `about ${count(roundedUp(needed - run.tasks))} more would do`;
  return `with ${counted(run.tasks, 'task')} (${more})`;
}

/** To two significant digits, upward. */
function roundedUp(n: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(n)) - 1);
  return Math.ceil(n / step) * step;
}

/** What holds within a floor holds within a larger one: the same policy is not said twice. */
function isImplied(claim: HarveyClaim, smaller: HarveyClaim | undefined): boolean {
  return (
    claim.verdict === 'holds' &&
    smaller?.verdict === 'holds' &&
    claim.strategy === smaller.strategy &&
    claim.candidate === smaller.candidate &&
    claim.factor === smaller.factor
  );
}

/** That no candidate is cheaper is known only where costs are. */
function nobodyCheaper({ detail }: Report): string {
  const unknown = detail?.claims?.armstrong.every(({ candidate }) => candidate === null);
  return unknown ? NO_COSTS : 'not here: no candidate is cheaper';
}

function harveyClause(claim: HarveyClaim, report: Report): Clause {
  const { verdict, floor, quality } = claim;
  const within = floorWords(floor);
  if (verdict === 'no_candidate') return { lead: nobodyCheaper(report), tail: '' };
  const saving = quality === null ? 'nothing is certified to save' : certifiedFactor(claim);
  if (verdict !== 'undecided')
    return { lead: '', tail: `${verdict === 'holds' ? 'holds' : 'does not hold'} ${within}: ${saving}` };
  const open = tooFew(claim, report);
  return {
    lead: '',
    tail:
      quality === null
        ? `not decidable ${within} ${open}`
        : `${within} ${saving}; ${doubted(claim)} not decidable ${open}`,
  };
}

/** What is open where quality is certified: whether so much can be saved at all, or whether what was seen would be seen again. */
function doubted({ factor }: HarveyClaim): string {
  return factor !== null && factor >= 3 ? 'that it stays 3x or more is' : '3x is';
}

/** `2.7x cheaper, quality certified, by tfidf router + linear (quality 90.1 %, before 91.0 %)`: what was seen of the cost is no promise. */
function certifiedFactor(claim: HarveyClaim): string {
  const { quality, quality_reference, factor } = claim;
  const times = factor === null ? 'nothing left to pay' : `${timesWords(factor)} cheaper`;
  return `${times}, quality certified, ${strategyWords(claim)} (quality ${percent(quality, 1)}, before ${percent(quality_reference, 1)})`;
}

/** Rounded down: `2.7x`, `12x`, `1.04x`. */
function timesWords(factor: number): string {
  const decimals = factor >= 10 ? 0 : factor >= 2 ? 1 : 2;
  const text = (Math.floor(factor * 10 ** decimals + 1e-9) / 10 ** decimals).toFixed(decimals);
  return text === '1.00' ? 'less than 1.01x' : `${text}x`;
}

const ROUTERS: Readonly<Record<string, string>> = {
  segment: 'segments',
  length: 'length router',
  tfidf: 'tfidf router',
  embedding: 'embedding router',
};

const CASCADE = 'cascade by ';

function strategyWords({ strategy, candidate }: HarveyClaim): string {
  const model = candidate ?? 'several models';
  if (strategy === null) return `by ${model}`;
  if (strategy === 'all') return `with all tasks on ${model}`;
  if (strategy === 'portfolio') return 'by the portfolio';
  if (strategy.startsWith(CASCADE)) return `by a cascade: ${model}, checked by ${strategy.slice(CASCADE.length)}`;
  return `by ${ROUTERS[strategy] ?? strategy} + ${model}`;
}
