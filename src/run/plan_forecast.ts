import { mostDiscordance, pairsNeeded, testedOf, USUAL_DISCORDANCE } from '../analysis/plan/plan.ts';
import type { Config } from '../config/config.ts';
import { planForecastWords } from '../report/plan_words.ts';

/** What the configured floors take, in a line, where the tasks are too few for one of them and somebody is to be paid. */
export function planForecast({ models, quality_floors }: Config, tasks: number): readonly string[] {
  if (models.length < 2 || !models.some(({ provider }) => provider === 'openai')) return [];
  const floors = quality_floors.flatMap((floor) => {
    const pairs = pairsNeeded(USUAL_DISCORDANCE, floor, 'tango');
    return pairs === null ? [] : [{ floor, tasks: 2 * pairs }];
  });
  const largest = floors.at(-1);
  if (largest === undefined || floors.every((floor) => floor.tasks <= tasks)) return [];
  return [planForecastWords(tasks, floors, mostDiscordance(testedOf(tasks), largest.floor), USUAL_DISCORDANCE)];
}
