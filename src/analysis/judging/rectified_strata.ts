import { ppiWeight } from './ppi.ts';

/** One judged answer: the position of its task, the part of the task's mean that it makes up, its weight in the sum over tasks. */
export interface Graded {
  readonly at: number;
  readonly part: number;
  readonly weight: number;
  readonly score: number;
  readonly label?: number;
}

type Labelled = Graded & { readonly label: number };

/** Answers whose labels are a random sample of them. */
export interface Stratum {
  readonly answers: readonly Graded[];
  readonly labelled: readonly Labelled[];
  /** Weight of the judge's verdicts (PPI++), and the same against the mean over all answers instead of the unlabelled ones: lambda (1 + n/N). */
  readonly lambda: number;
  readonly slope: number;
}

/** A class of verdicts with fewer labels than this is no stratum of its own, unless all of it is labelled. */
const FEWEST_IN_STRATUM = 5;

/** So many disagreements seen take the place of one that may not have been. */
const SEEN_FOR_UNSEEN = 3;

const isLabelled = (answer: Graded): answer is Labelled => answer.label !== undefined;
const isGood = ({ score }: Graded): boolean => score > 0.5;

function total(answers: readonly Graded[], value: (answer: Graded) => number = () => 1): number {
  return answers.reduce((sum, answer) => sum + answer.weight * value(answer), 0);
}

function mean(answers: readonly Graded[], value: (answer: Graded) => number): number {
  return answers.length === 0 ? 0 : total(answers, value) / total(answers);
}

/** Covariance of label and score over labelled answers, variance of the score over all: both within the classes, by weight. */
function moments(classes: readonly (readonly Graded[])[]) {
  const labelled = classes.map((answers) => answers.filter(isLabelled));
  const within = (answers: readonly Graded[], value: (answer: Graded) => number) => {
    const [centre, middle] = [mean(answers, ({ score }) => score), mean(answers, value)];
    return total(answers, (answer) => (answer.score - centre) * (value(answer) - middle));
  };
  const pooled = (groups: readonly (readonly Graded[])[], value: (answer: Graded) => number) => {
    const all = groups.flat();
    const free = all.length - groups.length;
    if (free <= 0) return 0;
    return (groups.reduce((sum, group) => sum + within(group, value), 0) / total(all)) * (all.length / free);
  };
  return { covariance: pooled(labelled, ({ label }) => label ?? 0), variance: pooled(classes, ({ score }) => score) };
}

/**
 * The answers that the judge calls good (above 1/2) and those that it calls bad, each a stratum when each has labels enough; else all in one.
 * The weight of its verdicts is fitted over all strata together, within them.
 */
export function strataOf(graded: readonly Graded[]): Stratum[] {
  const classes = [graded.filter(isGood), graded.filter((answer) => !isGood(answer))].filter(
    ({ length }) => length > 0,
  );
  const enough = classes.every((answers) => {
    const labels = answers.filter(isLabelled).length;
    return labels >= FEWEST_IN_STRATUM || labels === answers.length;
  });
  const groups = enough ? classes : [graded];
  const labels = graded.filter(isLabelled).length;
  const { covariance, variance } = moments(groups);
  const lambda = ppiWeight(covariance, variance, labels, graded.length - labels);
  const slope = labels === graded.length ? 0 : (lambda * graded.length) / (graded.length - labels);
  return groups.map((answers) => ({ answers, labelled: answers.filter(isLabelled), lambda, slope }));
}

/** What labels say of a stratum: the mean residual, the part of its weight that is labelled, and the stretch that makes squared residuals unbiased. */
export function fitted({ answers, labelled, slope }: Stratum) {
  const residual = mean(labelled, ({ score, label }) => (label ?? 0) - slope * score);
  const n = labelled.length;
  const unlabelled = 1 - n / answers.length;
  return {
    slope,
    residual,
    labelled_part: total(labelled) / total(answers),
    stretch: n > 1 ? Math.sqrt(1 + unlabelled / (n - 1)) : 1,
  };
}

/** Disagreements that tell how often they happen: the rarer kind of 0/1 labels among verdicts of one class, and graded labels off the score. */
function seen(labelled: readonly Labelled[]): number {
  const classes = [labelled.filter(isGood), labelled.filter((answer) => !isGood(answer))];
  return classes.reduce((sum, answers) => {
    const ones = answers.filter(({ label }) => label === 1).length;
    const zeros = answers.filter(({ label }) => label === 0).length;
    const off = answers.filter(({ label, score }) => label > 0 && label < 1 && label !== score).length;
    return sum + Math.min(ones, zeros) + off;
  }, 0);
}

/**
 * Variance for disagreements that may exist and were not labelled: one full disagreement more per class of verdicts, less a third for each that was seen.
 * Chosen by simulation (quality .5 to .95, 20 to 200 labels, both designs): 95 % intervals cover 93 % at worst for judges right on 80-99 %, 92 % for one
 * that passes 40 % of what is bad; without the guard 32 %.
 */
export function guardOf({ answers, labelled }: Stratum): number {
  const unlabelled = 1 - labelled.length / answers.length;
  if (unlabelled <= 0) return 0;
  const classes = new Set(answers.map(isGood)).size;
  const pseudo = Math.max(0, classes - seen(labelled) / SEEN_FOR_UNSEEN);
  const n = total(labelled) ** 2 / total(labelled, ({ weight }) => weight);
  return (total(answers) ** 2 * unlabelled * pseudo) / (n * Math.max(1, n - 1));
}
