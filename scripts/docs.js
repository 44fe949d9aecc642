// Writes the generated parts of docs/*.md from what the program itself is made of. Needs a build: npm run build && node scripts/docs.js
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { jsonSchemaText } from '../dist/config/json_schema.js';
import { lineItemsTable } from '../dist/report/finance/line_items.js';
import { projectionTable } from '../dist/report/finance/projection.js';
import { summaryTable } from '../dist/report/finance/summary.js';
import { scorerOptions } from '../dist/scorers/table.js';
import { filled, partsOf } from './docs_text.js';

const parts = partsOf({
  schema: JSON.parse(jsonSchemaText()),
  scorers: scorerOptions,
  tables: [summaryTable, lineItemsTable, projectionTable],
});
const folder = new URL('../docs/', import.meta.url);
for (const name of readdirSync(folder).filter((one) => one.endsWith('.md'))) {
  const file = new URL(name, folder);
  writeFileSync(file, filled(readFileSync(file, 'utf8'), parts));
}
