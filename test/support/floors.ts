import { dirname, relative, resolve } from 'node:path';

/** A sentence for each rule that a source file breaks. `path` is relative to src/, with forward slashes. */
export function brokenRules(path: string, source: string): readonly string[] {
  const code = withoutComments(source);
  return [...imports(code).flatMap((target) => brokenImport(path, target)), ...brokenWords(path, code)];
}

const ROOMS: Readonly<Record<string, number>> = {
  domain: 0,
  analysis: 1,
  config: 2,
  datasets: 2,
  providers: 2,
  prices: 2,
  scorers: 2,
  results: 2,
  report: 2,
  run: 3,
  cli: 4,
};

/** cli.ts and index.ts are the entrance: above every floor. */
function floorOf(room: string): number {
  return ROOMS[room] ?? 5;
}

function roomOf(path: string): string {
  return path.includes('/') ? (path.split('/')[0] ?? '') : '';
}

const IMPORTS = [
  /\b(?:import|export)\s[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/g,
  /^\s*import\s*['"]([^'"]+)['"]/gm,
  /\bimport\s*\(\s*['"`]([^'"`]+)['"`]/g,
];

function imports(code: string): readonly string[] {
  return IMPORTS.flatMap((pattern) => [...code.matchAll(pattern)].map((match) => match[1] ?? ''));
}

/** Where each package may be imported, so that it can be swapped or cured in one place. */
const DOORS: Readonly<Record<string, RegExp>> = {
  '@pydantic/genai-prices': /^prices\/catalogue\.ts$/,
  'big.js': /./,
  'cli-table3': /^report\/(terminal|measure)\.ts$/,
  commander: /^cli\//,
  'csv-parse': /^datasets\/csv_parser\.ts$/,
  'csv-stringify': /^report\/(csv|sheet)\.ts$/,
  'gpt-tokenizer': /^prices\/tokens\.ts$/,
  'd3-scale': /^report\/plot\//,
  'd3-shape': /^report\/plot\//,
  'junit-report-builder': /^report\/junit\.ts$/,
  'hyparquet-writer': /^results\/parquet\.ts$/,
  jstat: /^analysis\/stats\//,
  openai: /^providers\/openai\//,
  ora: /^cli\/progress\.ts$/,
  'p-limit': /^run\/replay\.ts$/,
  'proper-lockfile': /^results\/lock\.ts$/,
  'pure-rand': /^(analysis\/stats|providers\/classifier)[/.]/,
  undici: /^providers\/openai\//,
  'write-excel-file': /^report\/finance\/xlsx\.ts$/,
  'write-file-atomic': /^(results\/|cli\/show\.ts$)/,
  yaml: /^(config\/|datasets\/foreign\/yaml\.ts$|report\/route_litellm\.ts$)/,
  zod: /^config\//,
};

function brokenPackage(path: string, target: string): readonly string[] {
  const name = target.split('/', target.startsWith('@') ? 2 : 1).join('/');
  const door = DOORS[name];
  if (!door) return [`${path}: ${name} has no door: add it to DOORS`];
  return door.test(path) ? [] : [`${path}: ${name} is imported elsewhere only`];
}

function brokenImport(path: string, target: string): readonly string[] {
  const room = roomOf(path);
  if (target.startsWith('node:')) return floorOf(room) <= 1 ? [`${path}: ${target} on floor ${floorOf(room)}`] : [];
  if (!target.startsWith('.')) return brokenPackage(path, target);
  const other = roomOf(relative('.', resolve(dirname(path), target)).replaceAll('\\', '/'));
  if (other === room) return [];
  if (floorOf(other) > floorOf(room)) return [`${path}: ${target} is on a higher floor`];
  return floorOf(other) === floorOf(room) ? [`${path}: ${target} is a neighbour`] : [];
}

const LOW_FLOOR_WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\b/, 'the clock'],
  [/\bMath\.random\b|\bcrypto\b/, 'the dice'],
  [/\bprocess\b/, 'process'],
  [/\bconsole\b/, 'console'],
  [/\bsetTimeout\b|\bsetInterval\b|\bsetImmediate\b/, 'a timer'],
];

function brokenWords(path: string, code: string): readonly string[] {
  const text = withoutStrings(code);
  const exits = /\bprocess\s*\.\s*exit\s*\(/.test(text) ? [`${path}: process.exit()`] : [];
  const consoles = /\bconsole\s*\./.test(text) && floorOf(roomOf(path)) > 1 ? [`${path}: console`] : [];
  const low = floorOf(roomOf(path)) <= 1 ? LOW_FLOOR_WORDS.filter(([word]) => word.test(text)) : [];
  return [...exits, ...consoles, ...low.map(([, name]) => `${path}: ${name} on floor ${floorOf(roomOf(path))}`)];
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');
}

function withoutStrings(code: string): string {
  return code.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");
}
