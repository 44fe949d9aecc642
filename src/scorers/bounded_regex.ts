import { createContext, Script } from 'node:vm';

/** Milliseconds after which a pattern is given up. */
const CAP_MS = 100;

interface Bench {
  pattern?: RegExp;
  text?: string;
}

const bench: Bench = Object.create(null) as Bench;
let script: Script | undefined;

/** Whether the pattern occurs in the text, or why nobody knows. The only way in-process to stop a running pattern is the watchdog of node:vm (about 80 us a call). */
export function testBounded(pattern: RegExp, text: string): boolean | 'regex timeout' | 'regex failed' {
  if (script === undefined) {
    script = new Script('pattern.test(text)');
    createContext(bench);
  }
  bench.pattern = pattern;
  bench.text = text;
  try {
    return script.runInContext(bench, { timeout: CAP_MS }) as boolean;
  } catch (error) {
    const timeout = (error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    return timeout ? 'regex timeout' : 'regex failed';
  } finally {
    bench.text = '';
  }
}
