import Big from 'big.js';
import type { Trial } from '../domain/trial.ts';

/** Numbers by task index that may be unknown: a value counts only where the mask is 1. */
export interface Plane {
  values: Float64Array;
  mask: Uint8Array;
}

/** What a model's trials add up to, task by task forgotten. */
export interface Totals {
  scored: number;
  unscored: number;
  failed: number;
  truncated: number;
  refused: number;
  filtered: number;
  empty: number;
  reused: number;
  /** Trials whose score is a judge's. */
  judged: number;
  cost_known: number;
  cost_unknown: number;
  /** Trials with a verdict whose cost is known. */
  scored_and_priced: number;
  /** Exact dollars. */
  cost: Big;
  /** Trials whose cost the provider reported although a list price is known, and the exact sums of both. */
  compared: number;
  reported: Big;
  list: Big;
  with_usage: number;
  input_tokens: number;
  output_tokens: number;
}

/** A verdict of a judge, and what people said of the same answer, where they did. */
export interface JudgedTrial {
  /** Index of the task. */
  readonly task: number;
  readonly repeat: number;
  /** Of the task's mean score: 1 / its trials with a verdict. */
  readonly part: number;
  readonly score: number;
  readonly label?: number;
}

/** One model's trials as they arrive: a plane per repeat, by the order in which tasks were first seen. */
export interface Gathering {
  readonly score: Plane[];
  readonly cost: Plane[];
  readonly totals: Totals;
  readonly ms: number[];
  readonly judged: Omit<JudgedTrial, 'part'>[];
}

export function newGathering(): Gathering {
  const statuses = {
    scored: 0,
    unscored: 0,
    failed: 0,
    truncated: 0,
    refused: 0,
    filtered: 0,
    empty: 0,
    reused: 0,
    judged: 0,
  };
  const costs = { cost_known: 0, cost_unknown: 0, scored_and_priced: 0, cost: new Big(0) };
  const reports = { compared: 0, reported: new Big(0), list: new Big(0) };
  const tokens = { with_usage: 0, input_tokens: 0, output_tokens: 0 };
  return { score: [], cost: [], totals: { ...statuses, ...costs, ...reports, ...tokens }, ms: [], judged: [] };
}

export function newPlane(length: number): Plane {
  return { values: new Float64Array(length), mask: new Uint8Array(length) };
}

function put(planes: Plane[], repeat: number, task: number, value: number): void {
  while (planes.length <= repeat) planes.push(newPlane(64));
  const plane = planes[repeat]!;
  if (task >= plane.mask.length) {
    const larger = newPlane(Math.max(task + 1, plane.mask.length * 2));
    larger.values.set(plane.values);
    larger.mask.set(plane.mask);
    Object.assign(plane, larger);
  }
  plane.values[task] = value;
  plane.mask[task] = 1;
}

function countStatus(totals: Totals, trial: Trial): void {
  if (trial.score !== undefined) totals.scored++;
  else if (trial.status === 'failed') totals.failed++;
  else totals.unscored++;
  if (trial.status !== 'ok' && trial.status !== 'failed') totals[trial.status]++;
  if (trial.reused) totals.reused++;
  if (trial.judged !== undefined && trial.score !== undefined) totals.judged++;
}

function countTokens(totals: Totals, trial: Trial): void {
  if (trial.usage === undefined) return;
  totals.with_usage++;
  totals.input_tokens += trial.usage.input;
  totals.output_tokens += trial.usage.output;
}

function countCost(totals: Totals, trial: Trial): void {
  if (trial.cost.state === 'unknown') {
    totals.cost_unknown++;
    return;
  }
  totals.cost_known++;
  if (trial.score !== undefined) totals.scored_and_priced++;
  totals.cost = totals.cost.plus(trial.cost.usd);
  if (trial.cost.source === 'provider_reported' && trial.cost.list_usd !== undefined)
    compareWithList(totals, trial.cost.usd, trial.cost.list_usd);
}

function compareWithList(totals: Totals, reported: string, list: string): void {
  totals.compared++;
  totals.reported = totals.reported.plus(reported);
  totals.list = totals.list.plus(list);
}

function addJudged(judged: Gathering['judged'], { repeat, label }: Trial, task: number, score: number): void {
  judged.push({ task, repeat, score, ...(label === undefined ? {} : { label }) });
}

/** Adds one trial of the task with this index. */
export function gather(into: Gathering, trial: Trial, task: number): void {
  countStatus(into.totals, trial);
  countTokens(into.totals, trial);
  countCost(into.totals, trial);
  if (trial.score !== undefined) put(into.score, trial.repeat, task, trial.score);
  if (trial.score !== undefined && trial.judged !== undefined) addJudged(into.judged, trial, task, trial.score);
  if (trial.cost.state === 'known') put(into.cost, trial.repeat, task, Number(trial.cost.usd));
  if (trial.ms !== undefined) into.ms.push(trial.ms);
}
