// What people write when they have no tool: the openai package and p-limit, answers kept in memory.
import { readFileSync } from 'node:fs';
import OpenAI from 'openai';
import pLimit from 'p-limit';

const [, , dataset, url, models, concurrency] = process.argv;
const [, ...lines] = readFileSync(dataset, 'utf8').trimEnd().split('\n');
const client = new OpenAI({ baseURL: url, apiKey: 'none', maxRetries: 0 });
const limit = pLimit(Number(concurrency));
const ask = async (model, line) => {
  const input = line.split(',')[1];
  const answer = await client.chat.completions.create({ model, messages: [{ role: 'user', content: input }] });
  return answer.choices[0].message.content;
};
const answers = await Promise.all(lines.flatMap((line) => models.split(',').map((model) => limit(() => ask(model, line)))));
if (answers.some((answer) => answer !== 'yes')) throw new Error('a wrong answer');
