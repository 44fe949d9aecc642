// Runs a script in a process of its own and reports its wall time and peak memory to the parent.
const [, , script, ...args] = process.argv;
process.argv = [process.argv[0], script, ...args];
process.on('exit', () => process.send?.({ peak_mb: process.resourceUsage().maxRSS / 1024 }));
await import(new URL(script, import.meta.url).href);
process.disconnect?.();
