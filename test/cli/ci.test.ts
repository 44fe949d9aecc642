import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chat, failure, type Script } from '../support/loopback.ts';
import { onBench, tasksCsv, type Workbench } from '../support/workbench.ts';

/** Runs a command as GitHub would, with a summary file that is new each time. */
async function onGitHub(bench: Workbench, ...argv: readonly string[]) {
  const path = bench.write('summary.md', '');
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: path, GITHUB_WORKSPACE: bench.folder };
  const ran = await bench.start(argv, { env }).done;
  return { ...ran, summary: readFileSync(path, 'utf8') };
}

const commands = (text: string) => text.split('\n').filter((line) => /^\s*::|##\[/.test(line));

/** Benches as small as these have too few tasks to certify anything. */
const TOO_FEW = /^::warning title=bench report::too few tasks for [25] points/;

/** `cheap` gets every task wrong. */
const worse: Script = (seen) => ({
  body: chat(seen.model === 'cheap' ? 'wrong' : `answer ${seen.prompt.slice(5)}`, { model: seen.model }),
});

const GATE = ['gate', '--max-quality-drop', '5', '--models', 'cheap', '--warn-underpowered'] as const;

describe('under GitHub Actions', () => {
  it('a complete run is summarised and annotates its warnings; stdout stays the report', () =>
    onBench({ tasks: 8 }, async (bench) => {
      const plain = await bench.run('run');
      const ran = await onGitHub(bench, 'run');
      expect(ran.code).toBe(0);
      expect(commands(ran.out)).toEqual([]);
      expect(commands(ran.err)).toEqual([expect.stringMatching(TOO_FEW), expect.stringMatching(TOO_FEW)]);
      expect(ran.out.split('\n').at(-2)).toBe(plain.out.split('\n').at(-2));
      expect(ran.summary).toMatch(/^\*\*Nothing to save/);
      expect(ran.summary).toContain('| `cheap` |');
    }));

  it('an incomplete run annotates on stderr', () =>
    onBench(
      { tasks: 8, script: (seen) => (seen.prompt === 'task 3' ? failure(500, 'down') : worse(seen)) },
      async (bench) => {
        const ran = await onGitHub(bench, 'run');
        expect(ran.code).toBe(3);
        expect(commands(ran.out)).toEqual([]);
        expect(commands(ran.err)[0]).toBe('::error title=bench incomplete::incomplete: 2 answers without a verdict');
        expect(ran.summary).toContain('no verdict');
      },
    ));

  it('a problem is annotated at its file and line in the checkout', () =>
    onBench({ tasks: 2 }, async (bench) => {
      bench.write('sub/bad.yaml', 'dataset: tasks.csv\nmodles: []\n');
      const ran = await onGitHub(bench, 'run', '-c', 'sub/bad.yaml');
      expect(ran.code).toBe(2);
      expect(commands(ran.err).join('\n')).toMatch(
        /^::error file=sub\/bad\.yaml,line=2,(col=\d+,)?title=bench CONFIG::.*modles/m,
      );
      const outside = await onGitHub(bench, 'run', '-c', '/nowhere/bad.yaml');
      expect(commands(outside.err)).toEqual([expect.stringMatching(/^::error title=bench CONFIG::/)]);
    }));

  it('a gate says no: exit 1, one annotation beside the limit, the verdict in the summary', () =>
    onBench(
      { tasks: 40, config: { gate: { max_quality_drop: 5, underpowered: 'warn', models: ['cheap'] } } },
      async (bench) => {
        await bench.run('run');
        await bench.run('baseline', 'save');
        await bench.run('run', '--fresh');
        const green = await onGitHub(bench, 'gate');
        expect(green).toMatchObject({ code: 0 });
        expect(commands(green.err + green.out).filter((line) => line.startsWith('::error'))).toEqual([]);
        expect(green.summary).toMatch(/^\*\*verdict: no regression/);
        bench.server.use(worse);
        await bench.run('run', '--fresh');
        const red = await onGitHub(bench, 'gate');
        expect(red.code).toBe(1);
        const line =
          bench
            .read('../../bench.yaml')
            .split('\n')
            .findIndex((text) => text.includes('max_quality_drop')) + 1;
        expect(commands(red.err)[0]).toMatch(
          new RegExp(
            `^::error file=bench\\.yaml,line=${line},title=bench max_quality_drop::cheap: quality dropped 90 points, 5 points allowed`,
          ),
        );
        expect(red.summary).toMatch(/^\*\*verdict: regression: `cheap`: quality dropped 90 points/);
        const filed = await onGitHub(bench, 'gate', '-f', 'junit', '-o', 'gate.xml');
        expect(filed).toMatchObject({ code: 1, out: '' });
        expect(filed.err).toMatch(/^verdict: regression: cheap: quality dropped 90 points/);
        expect(readFileSync(join(bench.folder, 'gate.xml'), 'utf8')).toContain('failures="1"');
      },
    ));

  it('a report into a file, and Markdown that may be on its way to the summary, are not summarised again', () =>
    onBench({ tasks: 8 }, async (bench) => {
      await bench.run('run');
      expect((await onGitHub(bench, 'report')).summary).not.toBe('');
      expect((await onGitHub(bench, 'report', '-f', 'html', '-o', 'report.html')).summary).toBe('');
      expect((await onGitHub(bench, 'report', '-f', 'markdown')).summary).toBe('');
    }));

  it('a summary that cannot be written is a warning', () =>
    onBench({ tasks: 8 }, async (bench) => {
      mkdirSync(join(bench.folder, 'summary'));
      const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(bench.folder, 'summary') };
      const ran = await bench.start(['run'], { env }).done;
      expect(ran.code).toBe(0);
      expect(ran.err).toContain('warning: cannot write the summary of the step: EISDIR\n');
      const none = await bench.start(['report'], { env: { GITHUB_ACTIONS: 'true' } }).done;
      expect(none.code).toBe(0);
      expect(none.err).not.toContain('summary');
    }));

  it('elsewhere nothing of it is said or written', () =>
    onBench({ tasks: 8, script: () => failure(500, 'down') }, async (bench) => {
      const path = bench.write('summary.md', '');
      const ran = await bench.start(['run'], { env: { CI: 'true', GITHUB_STEP_SUMMARY: path } }).done;
      expect(commands(ran.err)).toEqual([]);
      expect(readFileSync(path, 'utf8')).toBe('');
    }));
});

describe('O3, O4: what models, ids and servers say', () => {
  const EVIL = '::error::pwned\n##[error]x\n::stop-commands::t\n| ![i](https://e.example/p) @team <img src=x>';

  const evil: Script = (seen) =>
    seen.prompt === 'task 2'
      ? { status: 400, body: { error: { message: EVIL, type: '::warning::x' } } }
      : { body: chat(EVIL, { model: seen.model }) };

  it('starts no workflow command in any format, and is no link, image or mention in the summary', () =>
    onBench({ tasks: 4, models: ['::error::big', '##[error]cheap @team'], script: evil }, async (bench) => {
      bench.write(
        'tasks.csv',
        tasksCsv(4)
          .replaceAll(/,(odd|even)\n/g, ',"::error::segment ##[error]"\n')
          .replaceAll(/^t/gm, '::warning::t'),
      );
      const ran = await onGitHub(bench, 'run', '--allow-missing', '9');
      expect(ran.code, ran.err).toBe(0);
      const outputs = [ran];
      for (const format of ['table', 'json', 'csv', 'markdown', 'html', 'junit', 'codequality'])
        outputs.push(await onGitHub(bench, 'report', '--full', '-f', format));
      for (const { out, err } of outputs) {
        expect(commands(out)).toEqual([]);
        for (const line of commands(err)) expect(line).toMatch(/^::(error|warning) title=bench \w+::/);
        expect(err).not.toContain('##[');
      }
      const outsideCode = ran.summary.replaceAll(/(`+)[^`][\s\S]*?\1/g, '');
      expect(ran.summary).toContain('@team');
      expect(outsideCode).not.toMatch(/@|!\[|<img|\]\(/);
    }));
});

describe('files for CI services', () => {
  it('GitLab gets its document, of problems too, and into the file that the job names', () =>
    onBench({ tasks: 8 }, async (bench) => {
      const ran = await bench.run('run', '-f', 'codequality');
      expect(JSON.parse(ran.out).map((issue: { severity: string }) => issue.severity)).toEqual(['minor', 'minor']);
      const missing = await bench.run(...GATE, '-f', 'codequality');
      expect(missing.code).toBe(2);
      expect(JSON.parse(missing.out)).toMatchObject([{ check_name: 'bench/BASELINE', severity: 'critical' }]);
      bench.write('bad.yaml', 'dataset: tasks.csv\nmodles: []\n');
      const bad = await bench.run('run', '-c', 'bad.yaml', '--format=codequality', '-o', 'quality.json');
      expect(bad).toMatchObject({ code: 2, out: '' });
      const issues = JSON.parse(readFileSync(join(bench.folder, 'quality.json'), 'utf8'));
      expect(issues).toContainEqual(
        expect.objectContaining({ location: { path: 'bad.yaml', lines: { begin: 2 } }, severity: 'critical' }),
      );
    }));

  it('JUnit of a gate that cannot be made is one error, in the place of the file of last time', () =>
    onBench({ tasks: 8 }, async (bench) => {
      await bench.run('run');
      const path = bench.write('gate.xml', 'of last time');
      const missing = await bench.run(...GATE, '-f', 'junit', '-o', 'gate.xml');
      expect(missing).toMatchObject({ code: 2, out: '' });
      expect(missing.err).toContain('error[BASELINE] there is no baseline');
      const xml = readFileSync(path, 'utf8');
      expect(xml).toContain('<testsuites name="bench gate" tests="1" failures="0" errors="1" skipped="0">');
      expect(xml.match(/<testsuite /g)).toHaveLength(1);
      expect(xml.match(/<error message="BASELINE: there is no baseline baselines\/main\.json/g)).toHaveLength(1);
      bench.write('bad.yaml', 'dataset: tasks.csv\nmodles: []\n');
      const bad = await bench.run(...GATE, '-c', 'bad.yaml', '--format=junit');
      expect(bad.code).toBe(2);
      expect(bad.out).toMatch(/^<\?xml/);
      expect(bad.out.match(/<error /g)).toHaveLength(1);
      const json = await bench.run(...GATE, '--json', '-f', 'junit');
      expect(JSON.parse(json.out)).toMatchObject({ error: { code: 'BASELINE' } });
    }));

  it('JUnit of a run agrees with its exit code', () =>
    onBench(
      { tasks: 8, script: (seen) => (seen.prompt === 'task 3' ? failure(500, 'down') : worse(seen)) },
      async (bench) => {
        const ran = await bench.run('run', '-f', 'junit');
        expect(ran.code).toBe(3);
        expect(ran.out).toMatch(/<testsuites [^>]* failures="0" errors="2"/);
        const full = await bench.run('report', '-f', 'junit', '--full');
        // `cheap` gets 7 of 8 wrong and has no answer to one, `big` has none to one; those count once more as incomplete models.
        expect(full.out).toMatch(/<testsuites [^>]* failures="7" errors="4"/);
        expect(full.out).toContain('<testsuite name="cheap: answers" tests="8" failures="7" errors="1" skipped="0">');
        expect(full.out).toMatch(
          /<testcase name="t1" classname="cheap\.odd">\n\s+<failure message="scored 0 % \(ok\)" type="answer"\/>/,
        );
        const allowed = await bench.run('resume', '--allow-missing', '2', '-f', 'junit', '-o', 'run.xml');
        expect(allowed.code).toBe(0);
        expect(readFileSync(join(bench.folder, 'run.xml'), 'utf8')).toMatch(
          /<testsuites [^>]* failures="0" errors="0"/,
        );
      },
    ));
});

it('outcomes that somebody else recorded cannot be asked again: what is missing in them is skipped, as it is no failure elsewhere', () =>
  onBench({ tasks: 2 }, async (bench) => {
    bench.write('outcomes.csv', 'task_id,model,score,cost_usd\na,x,1,0.1\nb,x,1,0.1\na,y,1,0.2\nb,y,,0.2\n');
    const ran = await bench.run('import', 'outcomes.csv', '--reference', 'y', '-f', 'junit');
    expect(ran.code, ran.err).toBe(0);
    expect(ran.out).toMatch(/<testsuite name="y" tests="2" failures="0" errors="0" skipped="1">/);
    expect((await bench.run('report', '-f', 'junit')).out).toBe(ran.out);
  }));
