// Runs a script in a process of its own; its last line on stderr is the process's peak memory.
import { writeSync } from 'node:fs';

const [, , script, ...args] = process.argv;
process.argv = [process.argv[0], script, ...args];
process.on('exit', () => writeSync(2, `\npeak_mb ${process.resourceUsage().maxRSS / 1024}\n`));
await import(new URL(script, import.meta.url).href);
