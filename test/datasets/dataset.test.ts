import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, createWriteStream, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ColumnMap } from '../../src/domain/task.ts';
import { all, datasetAt, problemOf, shortly, tasksOf, tempFolder } from './temp.ts';

const { folder, write } = tempFolder();
const utf16 = (text: string, big: boolean): Buffer => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
};

const PLAIN = 'input,expected\nhi,greeting\nbye,farewell\n';
const PLAIN_JSONL = '{"input":"hi","expected":"greeting"}\n{"input":"bye","expected":"farewell"}\n';

describe('files that mean the same give the same tasks', () => {
  test.each<[string, string, string | Buffer]>([
    ['D1 BOM', 'a.csv', `\uFEFF${PLAIN}`],
    ['D1 BOM before a quoted header', 'a.csv', `\uFEFF"input","expected"\nhi,greeting\nbye,farewell\n`],
    ['D1 BOM before JSONL', 'a.jsonl', `\uFEFF${PLAIN_JSONL}`],
    ['D2 UTF-16 LE', 'a.csv', utf16(PLAIN, false)],
    ['D2 UTF-16 BE', 'a.csv', utf16(PLAIN, true)],
    ['D2 UTF-16 LE JSONL', 'a.jsonl', utf16(PLAIN_JSONL, false)],
    ['D4 CRLF', 'a.csv', PLAIN.replaceAll('\n', '\r\n')],
    ['D4 CR', 'a.csv', PLAIN.replaceAll('\n', '\r')],
    ['D4 mixed', 'a.csv', 'input,expected\nhi,greeting\r\nbye,farewell\r'],
    ['D4 mixed, the other way', 'a.csv', 'input,expected\r\nhi,greeting\nbye,farewell'],
    ['D4 CRLF in JSONL', 'a.jsonl', PLAIN_JSONL.replaceAll('\n', '\r\n')],
    ['empty lines', 'a.csv', `\n\n${PLAIN}\n\n`],
    ['empty lines in JSONL', 'a.jsonl', `\n${PLAIN_JSONL}  \n`],
    ['tabs', 'a.tsv', PLAIN.replaceAll(',', '\t')],
    ['no extension: CSV by its content', 'noextension', PLAIN],
    ['no extension: JSONL by its content', 'noextension', `\n ${PLAIN_JSONL}`],
    ['.ndjson', 'a.ndjson', PLAIN_JSONL],
  ])('%s', async (_, name, content) => {
    const tasks = await tasksOf(datasetAt(write(name, content)));
    expect(tasks.map(({ input, expected }) => [input, expected])).toEqual([
      ['hi', 'greeting'],
      ['bye', 'farewell'],
    ]);
  });
});

describe('files that are refused, each with its line', () => {
  test.each<[string, string, string | Buffer, string[]]>([
    ['D2 UTF-16 without BOM', 'a.csv', utf16(PLAIN, false).subarray(2), ['1 file is UTF-16 without a byte order mark']],
    [
      'D2 UTF-16 BE without BOM',
      'a.csv',
      utf16(PLAIN, true).subarray(2),
      ['1 file is UTF-16 without a byte order mark'],
    ],
    ['D3 Latin-1', 'a.csv', Buffer.from('input,expected\ncaf\xe9,x\n', 'latin1'), ['2 not valid UTF-8 (byte 0xE9)']],
    [
      'D3 cut UTF-8',
      'a.csv',
      Buffer.from('input,expected\na,x\nb,\u00e9').subarray(0, -1),
      ['3 not valid UTF-8 (byte 0xC3)'],
    ],
    [
      'D3 Latin-1 JSONL',
      'a.jsonl',
      Buffer.from('{"input":"\xe9","expected":"x"}', 'latin1'),
      ['1 not valid UTF-8 (byte 0xE9)'],
    ],
    ['D6 NUL', 'a.csv', 'input,expected\na,x\nb\0,y\n', ['3 NUL byte (0x00): not a text file']],
    ['D7 empty', 'a.csv', '', ['- no tasks: the file has no rows']],
    ['D7 empty JSONL', 'a.jsonl', '', ['- no tasks: the file has no rows']],
    ['D7 newlines only', 'a.csv', '\n\r\n\n', ['- no tasks: the file has no rows']],
    ['D7 header only', 'a.csv', 'input,expected\n', ['- no tasks: the file has no rows']],
    [
      'D8 unclosed quote',
      'a.csv',
      'input,expected\na,x\n"b\nc,y\nd,z\n',
      ['3 unclosed quote: a cell that starts here never ends'],
    ],
    ['D8 text behind a quote', 'a.csv', 'input,expected\n"a" b,x\n', ['2 text after a closing quote']],
    [
      'D8 quote in a bare cell',
      'a.csv',
      'input,expected\na "b" c,x\n',
      ['2 a quote in the middle of a cell that is not quoted'],
    ],
    ['D9 duplicate column', 'a.csv', 'input,expected,input\na,x,b\n', ['1 duplicate column "input"']],
    [
      'D9 missing columns',
      'a.csv',
      'question,answer\na,x\n',
      ['1 no column "input"; found "question", "answer"', '1 no column "expected"; found "question", "answer"'],
    ],
    [
      'D9 wrong case',
      'a.csv',
      'Input,EXPECTED\na,x\n',
      ['1 no column "input"; found "Input", "EXPECTED"', '1 no column "expected"; found "Input", "EXPECTED"'],
    ],
    [
      'D9 semicolons',
      'a.csv',
      'input;expected\na;x\n',
      ['1 the cells seem to be separated by semicolons (";"), expected commas; found columns: "input", "expected"'],
    ],
    [
      'D9 tabs',
      'a.csv',
      'input\texpected\na\tx\n',
      ['1 the cells seem to be separated by tabs, expected commas; found columns: "input", "expected"'],
    ],
    ['D10 duplicate id', 'a.csv', 'id,input,expected\n1,a,x\n2,b,x\n1,c,x\n', ['4 duplicate id "1": lines 2 and 4']],
    [
      'D10 1 and "1"',
      'a.jsonl',
      '{"id":1,"input":"a","expected":"x"}\n{"id":"1","input":"b","expected":"x"}\n',
      ['2 duplicate id "1": lines 1 and 2'],
    ],
    [
      'D10 NFC and NFD',
      'a.csv',
      'id,input,expected\n\u00e9,a,x\ne\u0301,b,x\n',
      ['3 duplicate id "e\u0301": lines 2 and 3'],
    ],
    ['empty id', 'a.csv', 'id,input,expected\n ,a,x\n', ['2 empty id']],
    [
      'id that JSON rounds',
      'a.jsonl',
      '{"id":12345678901234567890,"input":"a","expected":"x"}',
      ['1 the id is a number too large to be kept exactly'],
    ],
    [
      'label that JSON rounds',
      'a.jsonl',
      '{"input":"a","expected":1e999}',
      ['1 the label is a number too large to be kept exactly'],
    ],
    [
      'D11 empty label',
      'a.csv',
      'input,expected\na,x\nb,\nc,"  "\n',
      ['3 missing label: column "expected" is empty', '4 missing label: column "expected" is empty'],
    ],
    [
      'D11 null and missing label',
      'a.jsonl',
      '{"input":"a","expected":null}\n{"input":"b"}\n{"input":"c","expected":""}\n',
      [
        '1 missing label: column "expected" is empty',
        '2 no column "expected"; found "input"',
        '3 missing label: column "expected" is empty',
      ],
    ],
    ['empty input', 'a.csv', 'input,expected\n,x\n', ['2 empty input']],
    [
      'input that is no text',
      'a.jsonl',
      '{"input":{"a":1},"expected":"x"}',
      ['1 the input must be text, found an object'],
    ],
    [
      'D13 broken line',
      'a.jsonl',
      '{"input":"a","expected":"x"}\n{"input":\n',
      ['2 not valid JSON: Unexpected end of JSON input'],
    ],
    [
      'D13 scalar lines',
      'a.jsonl',
      '1\n"a"\nnull\n{"input":"a","expected":"x"}\n[]',
      [
        '1 expected a JSON object, found a number',
        '2 expected a JSON object, found a string',
        '3 expected a JSON object, found null',
        '5 expected a JSON object, found a list',
      ],
    ],
    [
      'D13 array file',
      'a.jsonl',
      '[\n{"input":"a","expected":"x"}]',
      ['1 this is a JSON array; write one object per line'],
    ],
    [
      'D13 array file, .json',
      'a.json',
      ' [{"input":"a","expected":"x"}]',
      ['1 this is a JSON array; write one object per line'],
    ],
    ['D13 duplicate key', 'a.jsonl', '{"input":"a","expected":"x","input":"b"}', ['1 duplicate key "input"']],
    [
      'D13 deep nesting',
      'a.jsonl',
      `{"input":"a","expected":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
      ['1 nested deeper than 100 levels'],
    ],
    [
      'D18 cell above 10 MB',
      'a.csv',
      `input,expected\n${'a'.repeat(10 * 1024 * 1024 + 1)},x\n`,
      ['2 cell longer than 10 MB (column "input")'],
    ],
    [
      'D18 endless record',
      'a.csv',
      `input,expected\na,x\n"${'a\n'.repeat(9 * 1024 * 1024)}`,
      ['3 record longer than 16 MB'],
    ],
    [
      'D21 endless line',
      'a.jsonl',
      `{"input":"${'a'.repeat(17 * 1024 * 1024)}","expected":"x"}\n{"input":"b"}`,
      ['1 line 1 longer than 16 MB', '2 no column "expected"; found "input"'],
    ],
    [
      'D22 xlsx',
      'a.xlsx',
      Buffer.from('504b030414000600', 'hex'),
      ['- this is an Excel file (or a zip): export as CSV'],
    ],
    [
      'D22 xlsx called .csv',
      'a.csv',
      Buffer.from('504b030414000600', 'hex'),
      ['- this is an Excel file (or a zip): export as CSV'],
    ],
    ['D22 xls', 'a.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), ['- this is an Excel file: export as CSV']],
    ['D22 gzip', 'a.csv.gz', Buffer.from('1f8b0800', 'hex'), ['- this file is compressed (gzip)']],
    ['D22 binary', 'a.csv', Buffer.from('89504e470d0a1a0a0000', 'hex'), ['3 NUL byte (0x00): not a text file']],
    [
      'weights',
      'a.csv',
      'input,expected,weight\na,x,0\nb,x,-1\nc,x,abc\nd,x,"1,5"\ne,x,\nf,x,Infinity\ng,x,0x10\nh,x,2.5e1\n',
      [
        '2 the weight must be a number greater than 0, found "0"',
        '3 the weight must be a number greater than 0, found "-1"',
        '4 the weight must be a number greater than 0, found "abc"',
        '5 the weight must be a number greater than 0, found "1,5"',
        '6 the weight must be a number greater than 0, found ""',
        '7 the weight must be a number greater than 0, found "Infinity"',
        '8 the weight must be a number greater than 0, found "0x10"',
      ],
    ],
    [
      'scorers',
      'a.csv',
      'input,expected,scorer\na,x,"{""type"":1}"\nb,x,{broken\nc,x,exact\n',
      [
        '2 the scorer must be a name, an object with a type, or a list of them, found "{\\"type\\":1}"',
        `3 the scorer is not valid JSON: Expected property name or '}' in JSON at position 1`,
      ],
    ],
    [
      'messages',
      'a.jsonl',
      '{"messages":[],"expected":"x"}\n{"messages":[{"role":"robot","content":"a"}],"expected":"x"}\n{"messages":"nope","expected":"x"}',
      [
        '1 messages must be a list of at least one message',
        '2 message 1 is no {role, content}',
        "3 messages are not valid JSON: Unexpected token 'o'",
      ],
    ],
  ])('%s', async (_, name, content, expected) => {
    const problem = await problemOf(datasetAt(write(name, content)).check());
    expect(shortly(problem.details)).toEqual(expected);
    expect(problem.exitCode).toBe(2);
    for (const detail of problem.details) {
      expect(detail.file).toBe(join(folder, name));
      expect(detail.hint ?? 'none').not.toMatch(/undefined|\[object/);
    }
  });

  test('D8 all broken rows in one go, with the line where each record starts', async () => {
    const csv = 'input,expected\n"a\nb",x\nshort\n"c\r\nd",y\nlong,x,1\n\n"e\nf"\n';
    const problem = await problemOf(datasetAt(write('rows.csv', csv)).check());
    expect(shortly(problem.details)).toEqual([
      '4 short row: 1 cells, but the header has 2 columns',
      '7 long row: 3 cells, but the header has 2 columns',
      '9 short row: 1 cells, but the header has 2 columns',
    ]);
  });

  test('D8 never more than 20 at once', async () => {
    const csv = `input,expected\n${'a,\n'.repeat(50)}`;
    const { details } = await problemOf(datasetAt(write('many.csv', csv)).check());
    expect(details.map(({ line }) => line)).toEqual(Array.from({ length: 20 }, (_, at) => at + 2));
  });

  test('D9 hints name what was probably meant', async () => {
    const { details } = await problemOf(datasetAt(write('near.csv', 'Input,expcted\na,x\n')).check());
    expect(details.map(({ hint }) => hint)).toEqual([
      'did you mean "Input"? Rename the column, or map it in bench.yaml: columns: {input: Input}',
      'did you mean "expcted"? Rename the column, or map it in bench.yaml: columns: {expected: expcted}',
    ]);
  });
});

describe('what is kept exactly', () => {
  test('D5 line breaks, quotes and U+2028 inside cells', async () => {
    const csv = 'input,expected\n"a\nb\r\nc\rd",x\n"say ""hi""",y\n"p\u2028q\u2029r",z\n';
    const tasks = await tasksOf(datasetAt(write('d5.csv', csv)));
    expect(tasks.map(({ input }) => input)).toEqual(['a\nb\r\nc\rd', 'say "hi"', 'p\u2028q\u2029r']);
  });

  test('D5 U+2028 in JSONL does not end a line', async () => {
    const lines = '{"input":"a\u2028b","expected":"x"}\n{"input":"c\u2029d","expected":"y"}\n';
    const tasks = await tasksOf(datasetAt(write('d5.jsonl', lines)));
    expect(tasks.map(({ input }) => input)).toEqual(['a\u2028b', 'c\u2029d']);
  });

  test('D14 __proto__ and constructor are columns like any other', async () => {
    const csv = 'input,expected,__proto__,constructor,toString\na,x,p,c,t\n';
    const jsonl = '{"input":"a","expected":"x","__proto__":"p","constructor":"c","toString":"t"}';
    for (const path of [write('d14.csv', csv), write('d14.jsonl', jsonl)]) {
      const [task] = await tasksOf(datasetAt(path));
      expect(Object.getPrototypeOf(task?.columns)).toBe(null);
      expect(Object.entries(task?.columns ?? {})).toEqual([
        ['input', 'a'],
        ['expected', 'x'],
        ['__proto__', 'p'],
        ['constructor', 'c'],
        ['toString', 't'],
      ]);
      expect(({} as Record<string, unknown>).p).toBeUndefined();
    }
  });

  test('D15 text stays text', async () => {
    const labels = ['007', '1e5', 'TRUE', '2026-11-21', 'null', '-0', ' padded '];
    const csv = `id,input,expected\n${labels.map((label, at) => `0${at},a${at},${label}\n`).join('')}`;
    const tasks = await tasksOf(datasetAt(write('d15.csv', csv)));
    expect(tasks.map(({ expected }) => expected)).toEqual(labels);
    expect(tasks[1]?.id).toBe('01');
  });

  test('D15 JSONL keeps its types, columns are their text', async () => {
    const jsonl = '{"id":7,"input":"a","expected":{"b":[1,"2",null]},"n":1.5,"t":true,"nothing":null}';
    const [task] = await tasksOf(datasetAt(write('d15.jsonl', jsonl)));
    expect(task).toMatchObject({ id: '7', expected: { b: [1, '2', null] } });
    expect({ ...task?.columns }).toEqual({
      id: '7',
      input: 'a',
      expected: '{"b":[1,"2",null]}',
      n: '1.5',
      t: 'true',
      nothing: '',
    });
  });

  test('D16 hostile ids are data', async () => {
    const ids = ['../../x', '/', 'x'.repeat(300), '\u001b[31m', '=1+1', 'a\nb', '\u202eabc'];
    const csv = `id,input,expected\n${ids.map((id, at) => `"${id}",a${at},x\n`).join('')}`;
    const tasks = await tasksOf(datasetAt(write('d16.csv', csv)));
    expect(tasks.map(({ id }) => id)).toEqual(ids);
  });

  test('D18 a cell of 10 MB passes with a warning', async () => {
    const summary = await datasetAt(
      write('d18.csv', `input,expected\na,x\n${'b'.repeat(10 * 1024 * 1024)},x\n`),
    ).check();
    expect(summary.warnings).toEqual(['the longest input has 10.0 million characters (line 3)']);
  });
});

describe('what a check establishes', () => {
  test('the hash of the bytes, tasks, segments and columns', async () => {
    const csv = 'input,expected,segment\na,x,s1\nb,y,s2\nc,x,s1\n';
    const path = write('sum.csv', csv);
    expect(await datasetAt(path).check()).toEqual({
      sha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
      tasks: 3,
      segments: ['s1', 's2'],
      columns: ['input', 'expected', 'segment'],
      warnings: [],
    });
  });

  test('columns are those that every JSONL task has', async () => {
    const jsonl = '{"input":"a","expected":"x","extra":"1"}\n{"input":"b","expected":"x"}\n';
    expect((await datasetAt(write('cols.jsonl', jsonl)).check()).columns).toEqual(['input', 'expected']);
  });

  test('D12 the same prompt with different labels is a warning, with the lines', async () => {
    const csv = 'input,expected\na,x\nb,y\na,z\n';
    const { warnings } = await datasetAt(write('d12.csv', csv)).check();
    expect(warnings).toEqual([
      '1 task asks the same as an earlier one but with a different label (first: lines 2 and 4): one of the labels is wrong',
    ]);
  });

  test('D12 the same prompt with the same label is none', async () => {
    expect((await datasetAt(write('d12b.csv', 'input,expected\na,x\na,x\n')).check()).warnings).toEqual([]);
  });

  test('D17 one task', async () => {
    const { tasks, warnings } = await datasetAt(write('d17.csv', 'input,expected\na,x\n')).check();
    expect([tasks, warnings]).toEqual([1, ['1 task: no conclusion possible']]);
  });
});

describe('columns', () => {
  const csv =
    'nr,question,answer,channel,level,volume,grader\n1,a,x,chat,hard,5,exact\n2,b,y,mail,easy,2,"{""type"":""numeric"",""tolerance"":0.1}"\n';
  const map: ColumnMap = {
    id: 'nr',
    input: 'question',
    expected: 'answer',
    segment: ['channel', 'level'],
    weight: 'volume',
    scorer: 'grader',
  };

  test('are mapped', async () => {
    const tasks = await tasksOf(datasetAt(write('map.csv', csv), map));
    expect(tasks.map(({ columns, ...task }) => task)).toEqual([
      { id: '1', input: 'a', expected: 'x', segment: 'chat / hard', weight: 5, scorer: 'exact' },
      {
        id: '2',
        input: 'b',
        expected: 'y',
        segment: 'mail / easy',
        weight: 2,
        scorer: { type: 'numeric', tolerance: 0.1 },
      },
    ]);
  });

  test('that are named must exist', async () => {
    const { details } = await problemOf(datasetAt(write('map.csv', csv), { ...map, weight: 'volumes' }).check());
    expect(details[0]).toMatchObject({ line: 1, message: expect.stringContaining('no column "volumes"') });
    expect(details[0]?.hint).toContain('did you mean "volume"?');
  });

  test('that are named may stand on some lines of a JSONL file only, but not on none', async () => {
    const path = write(
      'some.jsonl',
      '{"input":"a","expected":"x"}\n{"input":"b","expected":"x","grader":"contains"}\n',
    );
    const tasks = await tasksOf(datasetAt(path, { scorer: 'grader' }));
    expect(tasks.map(({ scorer }) => scorer)).toEqual([undefined, 'contains']);
    const { details } = await problemOf(datasetAt(path, { scorer: 'judge' }).check());
    expect(shortly(details)).toEqual(['1 no column "judge"; found "input", "expected", "grader"']);
  });

  test('D11 labels may be missing where that is allowed', async () => {
    const path = write('unlabelled.csv', 'input,expected\na,x\nb,\n');
    const tasks = await tasksOf(datasetAt(path, {}, true));
    expect(tasks.map((task) => ['expected' in task, task.expected])).toEqual([
      [true, 'x'],
      [false, undefined],
    ]);
    expect(await tasksOf(datasetAt(write('no-label.csv', 'input\na\n'), {}, true))).toHaveLength(1);
  });

  test('messages are a chat; the input is then its last user message', async () => {
    const chat = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'hi' },
      { role: 'assistant', content: 'yes?' },
    ];
    const csvCell = JSON.stringify(chat).replaceAll('"', '""');
    const paths = [
      write('chat.jsonl', JSON.stringify({ messages: chat, expected: 'x' })),
      write('chat.csv', `messages,expected\n"${csvCell}",x\n`),
    ];
    const [one, other] = await Promise.all(paths.map((path) => tasksOf(datasetAt(path))));
    expect(one?.[0]).toMatchObject({ input: 'hi', messages: chat });
    expect(other?.[0]).toMatchObject({ input: 'hi', messages: chat, id: one?.[0]?.id });
  });
});

describe('identity without an id column', () => {
  const idsOf = async (csv: string) =>
    (await tasksOf(datasetAt(write('ids.csv', csv)))).map(({ id, input }) => `${input}:${id}`);

  test('is the content, not the row number', async () => {
    const sha = createHash('sha256').update('{"input":"b"}').digest('hex').slice(0, 12);
    const forward = await idsOf('input,expected\na,x\nb,y\n');
    expect(forward[1]).toBe(`b:${sha}`);
    expect((await idsOf('input,expected\nb,y\nnew,z\na,x\n')).filter((id) => forward.includes(id))).toHaveLength(2);
  });

  test('numbers equal content', async () => {
    const [one, two, three] = await idsOf('input,expected\na,x\na,x\na,y\n');
    expect([two, three]).toEqual([`${one}-2`, `${one}-3`]);
  });
});

describe('D23 paths', () => {
  test.each([
    ['missing', 'nowhere.csv', 'no such file'],
    ['a folder', '.', 'this is a folder, not a file'],
    ['a file as a folder', 'file.csv/x.csv', 'no such file: a part of the path is not a folder'],
  ])('%s', async (_, name, message) => {
    write('file.csv', PLAIN);
    const problem = await problemOf(datasetAt(join(folder, name)).check());
    expect([problem.exitCode, ...shortly(problem.details)]).toEqual([2, `- ${message}`]);
  });

  test.skipIf(process.getuid?.() === 0)('unreadable (skipped for root, who may read everything)', async () => {
    const path = write('locked.csv', PLAIN);
    chmodSync(path, 0o000);
    expect(shortly((await problemOf(datasetAt(path).check())).details)).toEqual(['- no permission to read the file']);
  });

  test.skipIf(process.platform === 'win32')('a FIFO is read once and gives its tasks as often as needed', async () => {
    const path = join(folder, 'fifo');
    execFileSync('mkfifo', [path]);
    const dataset = datasetAt(path);
    const writer = createWriteStream(path);
    writer.end(PLAIN);
    expect(await tasksOf(dataset)).toHaveLength(2);
    expect((await all(dataset.tasks())).map(({ input }) => input)).toEqual(['hi', 'bye']);
    expect((await dataset.check()).tasks).toBe(2);
  });

  test('are relative to the folder of the config, and shown as written', async () => {
    const { openDataset } = await import('../../src/datasets/dataset.ts');
    mkdirSync(join(folder, 'sub'), { recursive: true });
    write('sub/rel.csv', 'input,expected\na,\n');
    const dataset = openDataset({ path: 'sub/rel.csv', columns: {}, allow_unlabelled: false }, folder);
    expect((await problemOf(dataset.check())).details[0]).toMatchObject({ file: 'sub/rel.csv', line: 2 });
  });
});

describe('D24 a file that changes after the check is refused', () => {
  test.each<[string, (path: string) => void]>([
    ['longer', (path) => writeFileSync(path, `${PLAIN}more,x\n`)],
    [
      'same size, later',
      (path) => {
        writeFileSync(path, PLAIN.replace('hi', 'ho'));
        utimesSync(path, new Date(), new Date(Date.now() + 5000));
      },
    ],
    [
      'same size, same time',
      (path) => {
        writeFileSync(path, PLAIN.replace('hi', 'ho'));
        utimesSync(path, 1_700_000_000, 1_700_000_000);
      },
    ],
  ])('%s', async (_, change) => {
    const path = write('changes.csv', PLAIN);
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    const dataset = datasetAt(path);
    await dataset.check();
    change(path);
    const problem = await problemOf(all(dataset.tasks()));
    expect([problem.exitCode, problem.message]).toEqual([2, 'the file changed while it was read']);
  });
});

test('D19 memory stays flat: 200,000 rows', async () => {
  const rows = Array.from({ length: 200_000 }, (_, at) => `t${at},"some text, number ${at}",label${at % 12}\n`);
  const path = write('big.csv', `id,input,expected\n${rows.join('')}`);
  rows.length = 0;
  const dataset = datasetAt(path);
  const before = process.memoryUsage().rss;
  expect((await dataset.check()).tasks).toBe(200_000);
  expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(250);
});
