import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { openBreath } from '../../../src/providers/classifier/breath.ts';
import {
  type Example,
  emptySoftmax,
  largest,
  probabilities,
  type Softmax,
  step,
  trainSoftmax,
} from '../../../src/providers/classifier/softmax.ts';

const FEATURES = 4;
const LABELS = 3;
const example: Example = {
  vector: { index: Int32Array.of(0, 2), value: Float64Array.of(0.6, 0.8) },
  target: 1,
};

function someModel(): Softmax {
  const model = emptySoftmax(FEATURES, LABELS);
  model.weights.set([0.3, -0.2, 0.5, 0.1, 0.9, -0.7, -0.4, 0.25, 0.8, 0.6, -0.1, 0.05]);
  model.bias.set([0.1, -0.3, 0.2]);
  return model;
}

/** Cross-entropy + l2/2 |w|^2, written down again from the definition. */
function loss(model: Softmax, l2: number): number {
  const scores = [0, 1, 2].map(
    (label) => model.bias[label]! + 0.6 * model.weights[label]! + 0.8 * model.weights[2 * LABELS + label]!,
  );
  const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
  const penalty = model.weights.reduce((sum, weight) => sum + weight * weight, 0);
  return Math.log(total) - scores[example.target]! + (l2 / 2) * penalty;
}

describe('step', () => {
  it.each([0, 0.3])('goes down the gradient of finite differences (l2 %d)', (l2) => {
    const rate = 1e-3;
    const moved = someModel();
    const scale = step(moved, example, rate, l2, 1);
    for (const part of ['weights', 'bias'] as const) {
      for (let at = 0; at < moved[part].length; at++) {
        const [up, down] = [someModel(), someModel()];
        up[part][at]! += 1e-6;
        down[part][at]! -= 1e-6;
        const gradient = (loss(up, l2) - loss(down, l2)) / 2e-6;
        const after = moved[part][at]! * (part === 'weights' ? scale : 1);
        expect((someModel()[part][at]! - after) / rate).toBeCloseTo(gradient, 7);
      }
    }
  });

  it('means the same whatever the scale', () => {
    const [plain, scaled] = [someModel(), someModel()];
    scaled.weights.forEach((weight, at) => {
      scaled.weights[at] = weight / 0.5;
    });
    const one = step(plain, example, 0.1, 0.2, 1);
    const half = step(scaled, example, 0.1, 0.2, 0.5);
    plain.weights.forEach((weight, at) => {
      expect(scaled.weights[at]! * half).toBeCloseTo(weight * one, 12);
    });
  });
});

describe('probabilities', () => {
  it('sum to 1 and follow the scores', () => {
    const shares = probabilities(someModel(), example.vector);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 14);
    // scores: 0.1+0.18-0.32, -0.3-0.12+0.2, 0.2+0.3+0.64
    const [a, b, c] = [Math.exp(-0.04), Math.exp(-0.22), Math.exp(1.14)];
    expect(shares[1]).toBeCloseTo(b / (a + b + c), 14);
  });

  it('survive huge scores', () => {
    const model = emptySoftmax(FEATURES, 2);
    model.bias.set([1e4, -1e4]);
    expect([...probabilities(model, example.vector)]).toEqual([1, 0]);
  });

  it('are equal before anything was learnt', () => {
    expect([...probabilities(emptySoftmax(FEATURES, 4), example.vector)]).toEqual([0.25, 0.25, 0.25, 0.25]);
  });
});

describe('trainSoftmax', () => {
  const examples: Example[] = [0, 1, 2].map((target) => ({
    vector: { index: Int32Array.of(target, 3), value: Float64Array.of(0.8, 0.6) },
    target,
  }));
  const train = (l2: number, seed = 1, epochs = 50, rate = 1) =>
    trainSoftmax(FEATURES, LABELS, examples, { epochs, rate, l2 }, xoroshiro128plus(seed), openBreath());

  it('learns what can be separated', async () => {
    const model = await train(0);
    expect(examples.map(({ vector }) => largest(probabilities(model, vector)))).toEqual([0, 1, 2]);
  });

  it('is the same again with the same seed, and other with another', async () => {
    const [one, same, other] = [await train(1e-3), await train(1e-3), await train(1e-3, 2)];
    expect(same).toEqual(one);
    expect(other.weights).not.toEqual(one.weights);
  });

  // 90,000 steps shrink the weights by e^-1350, less than the smallest double: the scale has to be applied on the way
  it('ends where the penalised loss is flat, however long it takes', async () => {
    const l2 = 0.1;
    const model = await train(l2, 1, 30_000, 0.3);
    const shares = examples.map(({ vector }) => probabilities(model, vector));
    // d/dw[0, label 0] = mean over examples of (p - y) x + l2 w
    const gradient = ((shares[0]![0]! - 1) * 0.8) / 3 + l2 * model.weights[0]!;
    expect(gradient).toBeCloseTo(0, 3);
  });

  it('gives way to an abort', async () => {
    const stopped = new AbortController();
    setTimeout(() => stopped.abort(new Error('stop')), 30);
    const training = trainSoftmax(
      FEATURES,
      LABELS,
      examples,
      { epochs: 1e9, rate: 1, l2: 0 },
      xoroshiro128plus(1),
      openBreath(stopped.signal),
    );
    await expect(training).rejects.toThrow('stop');
  });
});

it('takes the first of equals', () => {
  expect(largest([1, 3, 3, 2])).toBe(1);
});
