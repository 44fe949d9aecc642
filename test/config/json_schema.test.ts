import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { jsonSchemaText } from '../../src/config/json_schema.ts';

const shipped = readFileSync(new URL('../../bench.schema.json', import.meta.url), 'utf8');

it('is what bench.schema.json holds (npm run schema writes it)', () => {
  expect(shipped).toBe(jsonSchemaText());
});

it('describes every field, for editors', () => {
  const undescribed: string[] = [];
  const walk = (node: unknown, name: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const { properties } = node as { properties?: Record<string, { description?: string }> };
    for (const [key, property] of Object.entries(properties ?? {})) {
      if (property.description === undefined && name !== '') undescribed.push(`${name}.${key}`);
    }
    for (const [key, inner] of Object.entries(node)) walk(inner, `${name}/${key}`);
  };
  walk(JSON.parse(shipped), '');
  expect(undescribed).toEqual([]);
});
