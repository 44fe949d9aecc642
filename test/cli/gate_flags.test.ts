import { expect, it } from 'vitest';
import type { GateSpec } from '../../src/analysis/gate/gate_types.ts';
import { gateSpecOf } from '../../src/cli/gate_flags.ts';
import { NO_GATE } from '../../src/config/gate.ts';

const SPEC: GateSpec = {
  ...NO_GATE,
  limits: {
    max_unscored: 0,
    max_unscored_share: 0.05,
    min_certified_share: 0.3,
    certified_floor: 0.05,
    certified_router: 'tfidf',
  },
  by_model: {
    small: {
      max_unscored: 0,
      max_unscored_share: 0.1,
      min_certified_share: 1,
      certified_floor: 0.02,
      min_quality: 0.5,
    },
  },
  places: { max_unscored: { file: 'bench.yaml', line: 3 }, 'small min_quality': { file: 'bench.yaml', line: 4 } },
};

it('a flag takes the place of a whole limit: of a percentage of the config nothing is left; a share keeps its floor and router', () => {
  const { limits, by_model, places } = gateSpecOf(SPEC, { maxUnscored: '0', minCertifiedShare: '50' });
  expect(limits).toEqual({
    max_unscored: 0,
    min_certified_share: 0.5,
    certified_floor: 0.05,
    certified_router: 'tfidf',
  });
  expect(by_model).toEqual({ small: { min_quality: 0.5 } });
  expect(places).toEqual({ 'small min_quality': { file: 'bench.yaml', line: 4 } });
  expect(gateSpecOf(SPEC, {})).toMatchObject({ limits: SPEC.limits, by_model: SPEC.by_model, places: SPEC.places });
});

it('refuses a list of models that names none: it would gate nobody', () => {
  expect(gateSpecOf(SPEC, { models: ['big, small', 'other'] }).models).toEqual(['big', 'small', 'other']);
  for (const models of [[''], [' , ']])
    expect(() => gateSpecOf(SPEC, { models })).toThrow(expect.objectContaining({ exitCode: 2 }));
});
