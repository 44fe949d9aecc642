import type { Complain, Path } from './complaint.ts';
import type { ConfigFile } from './schema.ts';
import { templateColumns } from './template.ts';

/** Dollars per million tokens above which a price was probably not meant so. */
const DEAREST = 1000;
const TOKEN_RATES = ['input', 'cached', 'cache_write', 'output'] as const;

type Price = ConfigFile['models'][number]['price'];

/** What is allowed but probably not meant. */
export function warnOf(config: ConfigFile, warn: Complain): void {
  for (const [i, { price, prompt }] of config.models.entries()) {
    warnOfPrice(price, ['models', i, 'price'], warn);
    if (prompt !== undefined) warnOfConstant(prompt, ['models', i, 'prompt'], warn);
  }
  if (config.judge !== undefined) warnOfJudge(config.judge, warn);
  if (config.prompt !== undefined) warnOfConstant(config.prompt, ['prompt'], warn);
  for (const [i, points] of config.quality_floors.entries()) {
    if (points > 0 && points < 0.1)
      warn(['quality_floors', i], {
        message: `${points} is in points, so ${points} %`,
        hint: `for a fraction write ${points * 100}`,
      });
  }
}

function warnOfPrice(price: Price, path: Path, warn: Complain): void {
  for (const rate of TOKEN_RATES) {
    const dollars = price?.[rate] ?? 0;
    if (dollars <= DEAREST) continue;
    warn([...path, rate], { message: `${dollars} is dollars per million tokens`, hint: 'is that meant?' });
  }
}

function warnOfJudge(judge: NonNullable<ConfigFile['judge']>, warn: Complain): void {
  warnOfPrice(judge.price, ['judge', 'price'], warn);
  for (const [i, { price }] of (judge.models ?? []).entries()) {
    warnOfPrice(price, ['judge', 'models', i, 'price'], warn);
  }
  const judges = judge.models?.length ?? 1;
  if (judges % 2 === 0 && judge.combine !== 'mean' && judge.kind !== 'pointwise') {
    warn(['judge', 'models'], {
      message: `${judges} judges can be of two minds, and a majority of them then gives no verdict`,
      hint: 'take an odd number, or combine: mean',
    });
  }
  if (judge.combine === undefined || judges > 1) return;
  warn(['judge', 'combine'], {
    message: 'one judge leaves nothing to combine',
    hint: 'remove it, or name more judges',
  });
}

function warnOfConstant(prompt: string, path: Path, warn: Complain): void {
  if (templateColumns(prompt).length > 0) return;
  warn(path, { message: 'names no {{column}}: every task gets the same prompt', hint: 'add {{input}}' });
}
