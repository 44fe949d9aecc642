// npm run benchmark [-- NAME...] [--small]: medians over runs in turn, each with its ratio to something measured in the same run.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandMs, inFolder, inTurn, median, whole, withServer } from './measure.js';

const CLI = '../dist/cli.js';
const names = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const small = process.argv.includes('--small');
const show = (text) => process.stdout.write(`${text}\n`);
const s = (seconds) => `${seconds.toFixed(2)} s`;
const mb = (megabytes) => `${Math.round(megabytes)} MB`;

function writeTasks(folder, count) {
  const rows = Array.from({ length: count }, (_, i) => `t${i},Is ${i} a whole number that people use when they count?,yes`);
  writeFileSync(join(folder, 'tasks.csv'), `id,input,expected\n${rows.join('\n')}\n`);
}

function writeEndpointConfig(folder, url, concurrency) {
  const models = ['m1', 'm2', 'm3'].map((id) => `  - {id: ${id}, base_url: "${url}", price: {input: 1, output: 2}}`);
  const config = `dataset: tasks.csv\nlimits: {concurrency: ${concurrency}}\nreference: m1\nmodels:\n${models.join('\n')}\n`;
  writeFileSync(join(folder, 'bench.yaml'), config);
}

/** The tool against a bare loop that sends the same requests. */
async function againstBareLoop(tasks, delay, times) {
  await inFolder((folder) =>
    withServer(delay, async (url) => {
      writeTasks(folder, tasks);
      writeEndpointConfig(folder, url, 32);
      const bench = () => whole(CLI, ['run', '--fresh', '--json'], folder);
      const bare = () => whole('./bare_loop.js', [join(folder, 'tasks.csv'), url, 'm1,m2,m3', '32'], folder);
      const { a, b, ratio } = await inTurn(times, bench, bare);
      const perSecond = (seconds) => `${Math.round((3 * tasks) / seconds)} requests/s`;
      show(`  bench      ${s(a.seconds)}  ${perSecond(a.seconds)}  ${mb(a.peak_mb)}`);
      show(`  bare loop  ${s(b.seconds)}  ${perSecond(b.seconds)}  ${mb(b.peak_mb)}`);
      show(`  wall time ratio ${ratio.toFixed(2)}, requests/s ratio ${(1 / ratio).toFixed(2)}, memory ratio ${(a.peak_mb / b.peak_mb).toFixed(2)}`);
    }),
  );
}

async function recorded(tasks, times) {
  await inFolder(async (folder) => {
    writeTasks(folder, tasks);
    const files = ['m1', 'm2', 'm3'].map((id, m) => {
      const rows = Array.from({ length: tasks }, (_, i) => `t${i},${(i + m) % 7 === 0 ? 'no' : 'yes'},0.000${m + 1},100,1`);
      writeFileSync(join(folder, `${id}.csv`), `task_id,output,cost_usd,input_tokens,output_tokens\n${rows.join('\n')}\n`);
      return `${id}.csv`;
    });
    const models = files.map((file) => `  - {id: ${file.slice(0, 2)}, provider: recorded, path: ${file}}`);
    writeFileSync(join(folder, 'bench.yaml'), `dataset: tasks.csv\nreference: m3\nmodels:\n${models.join('\n')}\n`);
    const all = ['tasks.csv', ...files].map((file) => join(folder, file));
    const { a, b, ratio } = await inTurn(times, () => whole(CLI, ['run', '--json'], folder), () => whole('./parse_only.js', all, folder));
    show(`  run + grade + report  ${s(a.seconds)}  ${mb(a.peak_mb)}`);
    show(`  parsing alone         ${s(b.seconds)}  ${mb(b.peak_mb)}`);
    show(`  ratio ${ratio.toFixed(2)}`);
  });
}

async function startUp(times) {
  const cli = new URL(CLI, import.meta.url).pathname;
  const pairs = Array.from({ length: times }, () => [commandMs([cli, '--version']), commandMs(['-e', '0'])]);
  const [version, node] = [0, 1].map((side) => median(pairs.map((pair) => pair[side])));
  show(`  bench --version ${version.toFixed(0)} ms, node -e 0 ${node.toFixed(0)} ms, ratio ${median(pairs.map(([x, y]) => x / y)).toFixed(2)}`);
}

/** Peak memory of the same replay at two sizes: what is left of growth is the report's, not the replay's. */
async function memory(sizes) {
  const peaks = [];
  for (const tasks of sizes) {
    await inFolder((folder) =>
      withServer(0, async (url) => {
        writeTasks(folder, tasks);
        writeEndpointConfig(folder, url, 32);
        peaks.push((await whole(CLI, ['run', '--fresh', '--json'], folder)).peak_mb);
      }),
    );
    show(`  ${tasks} tasks x 3 models: ${mb(peaks.at(-1))}`);
  }
  show(`  ratio ${(peaks.at(-1) / peaks[0]).toFixed(2)} for ${sizes.at(-1) / sizes[0]} times the tasks`);
}

/** The report of a million trials: all pairs against the reference, 2,000 resamples of the frontier. */
async function report(tasks) {
  const { seconds, peak_mb } = await whole('./report.js', [String(tasks)]);
  show(`  ${tasks} tasks x 10 models  ${s(seconds)}  ${mb(peak_mb)}`);
}

const BENCHMARKS = {
  overhead: ['a. 10,000 tasks x 3 models, 50 ms answers, concurrency 32', () => againstBareLoop(small ? 1000 : 10_000, 50, 3)],
  throughput: ['b. 5,000 tasks x 3 models, 0 ms answers, concurrency 32', () => againstBareLoop(small ? 1000 : 5000, 0, 5)],
  recorded: ['c. 100,000 recorded tasks x 3 models', () => recorded(small ? 10_000 : 100_000, 3)],
  start: ['d. start-up', () => startUp(11)],
  memory: ['e. memory against the number of tasks', () => memory(small ? [1000, 4000] : [5000, 20_000])],
  report: ['f. report on trials of 100,000 tasks x 10 models, 9 pairs, 2,000 resamples', () => report(small ? 10_000 : 100_000)],
};

for (const [name, [title, run]] of Object.entries(BENCHMARKS)) {
  if (names.length > 0 && !names.includes(name)) continue;
  show(`${title}${small ? ' (small)' : ''}`);
  await run();
}
