import { type Cases, isRead } from './cases.ts';

/**
 * The chance that a right answer is trusted more than a wrong one, ties counting half, over the answers that were read, with the tasks' weights:
 * the area under the verifier's ROC curve (Hanley & McNeil 1982). Null where all are right, all wrong, or any is graded in between.
 */
export function aucOf({ pairs, trust }: Cases): number | null {
  const read = Array.from(trust.keys()).filter((i) => isRead(trust[i]!));
  if (!read.every((i) => pairs.candidate[i] === 0 || pairs.candidate[i] === 1)) return null;
  read.sort((a, b) => trust[a]! - trust[b]!);
  let [right, wrong, won] = [0, 0, 0];
  for (let start = 0, end = 0; start < read.length; start = end) {
    let [rightHere, wrongHere] = [0, 0];
    for (; end < read.length && trust[read[end]!] === trust[read[start]!]; end++) {
      const i = read[end]!;
      if (pairs.candidate[i] === 1) rightHere += pairs.weight[i]!;
      else wrongHere += pairs.weight[i]!;
    }
    won += rightHere * (wrong + wrongHere / 2);
    right += rightHere;
    wrong += wrongHere;
  }
  return right > 0 && wrong > 0 ? won / (right * wrong) : null;
}
