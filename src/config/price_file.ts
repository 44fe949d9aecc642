import { resolve } from 'node:path';
import { z } from 'zod';
import type { PriceSpec } from '../domain/price.ts';
import { Problem, type ProblemDetail } from '../domain/problem.ts';
import { type Complain, MOST_COMPLAINTS, pathName } from './complaint.ts';
import { findConfig } from './find.ts';
import { complainOfIssues } from './issues.ts';
import { price } from './model_schema.ts';
import { name } from './shapes.ts';
import { readSource } from './source.ts';

const prices = z.record(name, price);

/** Prices by the id of a model or judge, from a YAML or JSON file: `gpt-5.5: {input: 5, output: 30}`. Problem (exit 2, PRICES) with everything that is wrong. */
export async function readPriceFile(file: string, cwd: string): Promise<ReadonlyMap<string, PriceSpec>> {
  const { text } = await findConfig(cwd, resolve(cwd, file)).catch((error: unknown) => {
    throw error instanceof Problem ? unreadable(file, error) : error;
  });
  const source = readSource(text, file, 'PRICES');
  const parsed = prices.safeParse(source.data);
  const details: ProblemDetail[] = [];
  const complain: Complain = (path, { message, hint }, key) => {
    if (details.length >= MOST_COMPLAINTS) return;
    const subject = path.length === 0 ? 'the price file' : pathName(path);
    const words = { message: `${subject}: ${message}`, ...(hint === undefined ? {} : { hint }) };
    details.push({ code: 'PRICES', ...words, file, ...source.locate(path, key === true) });
  };
  complainOfIssues(parsed.error?.issues ?? [], source.data, complain, () => ({ known: Object.keys(price.shape) }));
  const [first, ...rest] = details;
  if (first !== undefined) throw new Problem(2, first, ...rest);
  return new Map(Object.entries(parsed.data as z.output<typeof prices>));
}

function unreadable(file: string, { details: [first] }: Problem): Problem {
  return new Problem(2, {
    code: 'PRICES',
    message: first.message.replace('config file', 'price file').replace('the config', 'the price file'),
    file,
    hint: 'a YAML or JSON map of model id to price: gpt-5.5: {input: 5, output: 30}',
  });
}
