// Builds on `npm ci`, and does nothing where only the runtime dependencies are installed (npm ci --omit=dev): TypeScript is absent there.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';

const folder = new URL('../node_modules/typescript/', import.meta.url);
if (existsSync(folder)) {
  const { bin } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
  rmSync(new URL('../dist/', import.meta.url), { recursive: true, force: true });
  const root = new URL('..', import.meta.url);
  execFileSync(process.execPath, [new URL(bin.tsc, folder).pathname], { cwd: root, stdio: 'inherit' });
  // npm makes the command executable when it installs; a later build writes it anew.
  chmodSync(new URL('../dist/cli.js', import.meta.url), 0o755);
}
