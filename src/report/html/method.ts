import type { ReportDetail } from '../../analysis/detail_types.ts';
import type { Report } from '../../analysis/report_types.ts';
import { count, points } from '../numbers.ts';
import { type Child, html } from './markup.ts';

/** How the numbers came about, in plain words. */
export function method({ run, shares, judging, standings, detail }: Report): Child {
  const floors = run.quality_floors.map(points).join(' and ');
  const half = shares[0]?.certified?.tested;
  const tested = half === undefined ? '' : ` (here ${count(half)} tasks)`;
  const paragraphs: readonly (readonly [string, string])[] = [
    [
      'Quality and cost',
      'Quality is the mean score of the tasks, each with its weight. Cost is computed call by call from the tokens or the time that was used and the price in force, exact to the last digit; a cost that nobody knows stays unknown and is never counted as 0. Every interval is a 95 % interval: with as many tasks as here, the true value would lie outside it about once in twenty times.',
    ],
    [
      'Frontier',
      'A model is on the frontier when no other is at least as good and as cheap, and better in one of the two. The dashed hull is what mixing two neighbours at random would reach. How sure a place on the frontier is was found by drawing the tasks anew 2,000 times, all models of a task together: where a model is on it in fewer than 95 %, the percentage is shown.',
    ],
    [
      'What can move',
      `For each cheaper model we ask how large a part of the tasks it can take while quality over all tasks stays within ${floors} of ${run.reference}. The order in which segments move, safest first, is learnt on one random half of the tasks and tested on the other half${tested}. The share grows one percent at a time and stops at the first step that the test does not pass at 95 % confidence; the last step that passed is certified. Tested this way, a share that is too large is certified at most about once in twenty times. The largest share whose observed quality merely looks good would be wrong more often than not, so it is not shown as an answer.`,
    ],
    [
      'Beside it',
      'The oracle knows every outcome in advance and no router can do better. A coin moves tasks at random: what segments add is the distance from it. Safe segments pass a test each on their own, corrected for how many there are. The estimate uses all tasks for both learning and testing, five-fold, and promises nothing.',
    ],
    ...detailParagraphs(detail, run.reference),
    [
      'Missing verdicts',
      'A task without a verdict of both models is left out of the comparison, counted, and where it could change a certified share, bounded both ways: all against the candidate, all for it. An answer that was refused, filtered or empty is graded wrong; nobody’s answer (an outage) has no verdict.',
    ],
    ...(judging
      ? ([
          [
            'The judge',
            'A judge that is too kind makes the cheaper model look better than it is. So judged numbers stand beside the judge’s record against people, and with enough human labels they are corrected by them (prediction-powered inference); without labels they are marked as not validated.',
          ],
        ] as const)
      : []),
    ...(standings.length > 3
      ? ([
          [
            'Many candidates',
            'The best of many looks better than it is. So the candidate of the answer is chosen on the half that learns, and its figures come from the half that tests.',
          ],
        ] as const)
      : []),
  ];
  return paragraphs.map(([name, words]) => html`<h3>${name}</h3>\n<p>${words}</p>\n`);
}

/** Only of what the page shows. */
function detailParagraphs(detail: ReportDetail | undefined, reference: string): (readonly [string, string])[] {
  return [
    ...(detail?.routers?.some(({ routers }) => routers.length > 0)
      ? ([
          [
            'Orders',
            'A router sees a task before it is answered: its segment, its length, its words. What it learnt is only ever looked at on tasks that it did not learn from.',
          ],
        ] as const)
      : []),
    ...(detail?.cascades?.some(({ cascades }) => cascades.length > 0)
      ? ([
          [
            'Cascades',
            `The candidate answers every task; where a verifier trusts the answer it stands, else ${reference} is asked too. All three are paid for: the candidate on every task, the verifier, and ${reference} where it is asked. How much trust is enough is chosen on one half of the tasks and tested once on the other.`,
          ],
        ] as const)
      : []),
    ...(detail?.portfolio
      ? ([
          [
            'More than two models',
            'Each segment goes to one model of a few, as the half that chooses sees it; all figures are of the other half. Where a portfolio saves no more than the best pair, the pair is simpler.',
          ],
        ] as const)
      : []),
    ...(detail?.noise
      ? ([
          [
            'Noise',
            'A model that is asked the same twice may be right once and wrong once. A task on which that happens looks like a loss or a gain although nothing differs, so even a model against itself has an oracle share below 100 %. Repeats show how large that part is; they shrink it, and nothing but more tasks shrinks the rest.',
          ],
        ] as const)
      : []),
    ...(detail?.claims
      ? ([
          [
            'Two public claims',
            '“80 % of workloads will run on 99 % cheaper models” (Brian Armstrong) and “three times cheaper at the same quality” (Harvey) are held against this workload, with cost per task and not per token. A claim holds or not only where the half of the tasks that chose nothing shows it at 95 % confidence; what lies between is not decidable with as many tasks as here.',
          ],
        ] as const)
      : []),
  ];
}
