// Writes bench.schema.json from the shape that validates bench.yaml.
import { writeFileSync } from 'node:fs';
import { jsonSchemaText } from '../dist/config/json_schema.js';

writeFileSync(new URL('../bench.schema.json', import.meta.url), jsonSchemaText());
