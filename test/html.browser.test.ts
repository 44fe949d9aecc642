import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../src/cli/main.ts';
import { judgedTasks, labelsOf } from './report/html/judged.ts';
import { writeJudgedRun } from './run/judged_run.ts';
import { fakeIo } from './support/io.ts';

/** Chromium by CHROMIUM_PATH, or where distributions put it. */
const CHROMIUM = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  .filter((path) => path !== undefined)
  .find((path) => existsSync(path));

const where = CHROMIUM ? 'in Chromium' : 'SKIPPED: no Chromium at CHROMIUM_PATH or in /usr/bin';

const folder = mkdtempSync(join(tmpdir(), 'bench-html-'));
let browser: Browser;

beforeAll(async () => {
  if (!CHROMIUM) return;
  const judged = join(folder, 'judged');
  writeJudgedRun(judged, {
    tasks: judgedTasks,
    labels: labelsOf(judgedTasks),
    answer: (task, model) => `<script>document.title='owned'</script> ${model} ${task} ${'long'.repeat(2000)}`,
  });
  await bench(judged, 'report', '-f', 'html', '-o', join(folder, 'two.html'));
  writeFileSync(join(folder, 'outcomes.csv'), outcomes(43, 60));
  await bench(folder, 'import', 'outcomes.csv', '-f', 'html', '-o', join(folder, 'many.html'));
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function bench(cwd: string, ...argv: string[]): Promise<void> {
  const io = fakeIo({ cwd });
  const code = await main(argv, io);
  if (code !== 0 && code !== 3) throw new Error(`bench ${argv.join(' ')} ended with ${code}: ${io.err()}`);
}

/** Scores of `models` models on `tasks` tasks: model i fails every (i + 2)th task and costs i + 1 tenths of a cent. */
function outcomes(models: number, tasks: number): string {
  const rows = Array.from({ length: models * tasks }, (_, n) => {
    const [model, task] = [n % models, Math.floor(n / models)];
    const name =
      model === 7 ? 'a-model-with-a-name-that-goes-on-and-on-without-any-place-to-break-it' : `model-${model}`;
    return `t${task},${name},${(task + 1) % (model + 2) === 0 ? 0 : 1},${(model + 1) / 1000},segment ${task % 5}`;
  });
  return `task_id,model,score,cost_usd,segment\n${rows.join('\n')}\n`;
}

interface Opened {
  readonly page: Page;
  /** What was asked of the network or of other files, and what the console said. */
  readonly noise: readonly string[];
}

async function withPage(
  file: string,
  view: { readonly width: number; readonly dark?: boolean },
  work: (opened: Opened) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: view.width, height: 900 },
    colorScheme: view.dark ? 'dark' : 'light',
  });
  try {
    const page = await context.newPage();
    const noise: string[] = [];
    const url = pathToFileURL(join(folder, file)).href;
    page.on('console', (message) => noise.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => noise.push(`error: ${error.message}`));
    page.on('request', (request) => request.url() !== url && noise.push(`request: ${request.url()}`));
    await page.goto(url);
    await work({ page, noise });
  } finally {
    await context.close();
  }
}

/** Elements that stand out of the page sideways although no box of their own scrolls them. */
const OVERFLOWING = `(() => {
  const width = document.documentElement.clientWidth;
  const inBox = (e) => e.closest('.scroll, pre') !== null;
  return [...document.querySelectorAll('body *')]
    .filter((e) => !inBox(e) && !e.closest('.skip, .hidden, svg *') && e.getClientRects().length > 0)
    .filter((e) => e.getBoundingClientRect().right > width + 1)
    .map((e) => e.tagName + '.' + e.className);
})()`;

/** Role and name of every picture that is shown. */
const NAMES = `[...document.querySelectorAll('svg, img')].filter((e) => e.checkVisibility()).map((e) =>
  e.getAttribute('role') + ' ' + (e.getAttribute('aria-labelledby') ?? '').split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim())`;

const files = ['two.html', 'many.html'] as const;
const views = files.flatMap((file) =>
  [390, 1440].flatMap((width) => [false, true].map((dark) => ({ file, width, dark }))),
);

describe.skipIf(!CHROMIUM)(`the HTML report ${where}`, () => {
  it.each(views)('$file at $width px (dark: $dark): nothing overflows, loads or complains', ({ file, ...view }) =>
    withPage(file, view, async ({ page, noise }) => {
      const [scroll, client] = (await page.evaluate(
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      )) as number[];
      expect(scroll).toBe(client);
      expect(await page.evaluate(OVERFLOWING)).toEqual([]);
      expect(noise).toEqual([]);
      expect(await page.title()).not.toBe('owned');
    }),
  );

  it.each(files)('%s: headings in order, every picture and every box that scrolls has a name', (file) =>
    withPage(file, { width: 1440 }, async ({ page }) => {
      const levels = (await page.evaluate(
        `[...document.querySelectorAll('h1,h2,h3,h4')].map((h) => Number(h.tagName[1]))`,
      )) as number[];
      expect(levels.filter((level) => level === 1)).toEqual([1]);
      for (const [i, level] of levels.entries()) expect(level - (levels[i - 1] ?? 0)).toBeLessThan(2);
      const names = (await page.evaluate(NAMES)) as string[];
      expect(names.length).toBeGreaterThan(1);
      for (const name of names) expect(name).toMatch(/^img .{10,}/);
      for (const box of await page.locator('.scroll:visible').all())
        expect(await box.ariaSnapshot()).toMatch(/^- '?region \\?"[^"]{5,}/);
      expect(await page.locator('header, main, nav, footer').count()).toBe(4);
    }),
  );

  it.each(files)('%s: dark and light differ, and both can be read', (file) =>
    withPage(file, { width: 1440 }, async ({ page }) => {
      const light = (await page.evaluate(CONTRASTS)) as Contrasts;
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = (await page.evaluate(CONTRASTS)) as Contrasts;
      expect(dark.paper).not.toBe(light.paper);
      // WCAG 2.2, 1.4.3: 4.5 to 1 for text.
      expect(light.low).toEqual([]);
      expect(dark.low).toEqual([]);
    }),
  );

  it('can be used by keyboard: the first stop skips to the answer, focus is seen', () =>
    withPage('two.html', { width: 1440 }, async ({ page }) => {
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the answer');
      await page.keyboard.press('Tab');
      expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    }));

  it('filters tasks by candidate and segment without a script', () =>
    withPage('many.html', { width: 1440 }, async ({ page }) => {
      const rows = page.locator('.examples .ex:visible');
      const all = await rows.count();
      expect(all).toBeGreaterThan(100);
      await page.getByRole('combobox', { name: 'segment' }).selectOption('s1');
      const some = await rows.count();
      expect(some).toBeGreaterThan(0);
      expect(some).toBeLessThan(all);
      for (const text of await rows.allInnerTexts()) expect(text).toContain('segment 1');
      await page.getByRole('combobox', { name: 'candidate' }).selectOption('c1');
      expect(await rows.count()).toBeLessThan(some);
    }));

  it('prints every answer, also those that are folded or filtered away on the screen, on white', () =>
    withPage('two.html', { width: 1440, dark: true }, async ({ page }) => {
      await page
        .getByLabel('segment')
        .first()
        .selectOption({ index: 1 }, { timeout: 500 })
        .catch(() => []);
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      const hidden = await page.evaluate(`[...document.querySelectorAll('.examples pre')]
        .filter((e) => !e.checkVisibility({ contentVisibilityAuto: true }) || e.scrollHeight > e.clientHeight + 2).length`);
      expect(await page.locator('.examples pre').count()).toBeGreaterThan(5);
      expect(hidden).toBe(0);
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    }));
});

interface Contrasts {
  readonly paper: string;
  readonly low: readonly string[];
}

/** Text on the page whose contrast with what is behind it is under 4.5 to 1. */
const CONTRASTS = `(() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const luminance = (text) => rgb(text).slice(0, 3)
    .map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if ((rgb(c)[3] ?? 1) === 1) return c; } return 'rgb(255,255,255)'; };
  const low = new Set();
  for (const e of document.querySelectorAll('body *:not(svg):not(svg *)')) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    const [a, b] = [luminance(getComputedStyle(e).color), luminance(behind(e))];
    if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5) low.add(e.tagName + '.' + e.className);
  }
  return { paper: getComputedStyle(document.body).backgroundColor, low: [...low] };
})()`;
