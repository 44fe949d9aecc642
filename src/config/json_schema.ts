import { z } from 'zod';
import { schema } from './schema.ts';

/** The text of bench.schema.json (draft 2020-12), from the shape that validates: what editors complete and check bench.yaml with. */
export function jsonSchemaText(): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
  return `${JSON.stringify({ $schema, title: 'bench.yaml', description: 'What to benchmark.', ...rest }, null, 2)}\n`;
}
