/**
 * The dashboard in a real browser, over a real ledger and the real server. Skipped where there is no Chromium, which
 * `RLAR_STRICT=1` calls a failure. One browser serves all tests of the file.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import axe from 'axe-core';
import fastify, { type FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { buildApp } from '../../src/server/app.ts';
import { exportView } from '../../src/server/web/export-view.ts';
import { openBundle } from '../../src/server/web/open-bundle.ts';
import { createRewardService } from '../../src/service.ts';
import { ELSEWHERE, HOSTILE_ROLLOUTS, manyLines, OWNED } from '../../src/testing/hostile-rollouts.ts';
import { findChromium, openBrowser } from './browser.ts';
import { DEMO_LIMITS, makeDemo, sendStep } from './demo-ledger.ts';
import { demoPages } from './demo-pages.ts';

const chromium = findChromium();
const skip =
  chromium === null &&
  'there is no Chromium here (Debian: apt-get install chromium), or name one in RLAR_CHROMIUM';
const TOKEN = 'the token of a test';
/** Most of what a page may have to load, gzip. */
const SCRIPT_BYTES = 60_000;

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

describe('the dashboard in a browser', { skip }, () => {
  const home = mkdtempSync(join(tmpdir(), 'rlar-dashboard-'));
  let app: FastifyInstance;
  let browser: Browser;
  let address: string;
  let pages: Record<string, string>;

  before(async () => {
    await makeDemo(home, { steps: 12, rollouts: 4, hostile: [manyLines()] });
    app = await buildApp(await createRewardService({ home, limits: DEMO_LIMITS }));
    address = await app.listen({ host: '127.0.0.1', port: 0 });
    pages = await demoPages(app);
    browser = await openBrowser(chromium!);
  });
  after(async () => {
    await browser?.close();
    await app?.close();
    rmSync(home, { recursive: true, force: true });
  });

  /** Opens addresses, watches what the page does, and fails if it errs or asks for anything elsewhere. */
  async function visitAll(
    paths: Readonly<Record<string, string>>,
    use: (page: Page, name: string) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      colorScheme: 'light',
    });
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('dialog', (dialog) => wrong.push(`a dialog: ${dialog.message()}`));
    page.on('request', (request) => {
      if (!request.url().startsWith(address)) wrong.push(`asked for ${request.url()}`);
    });
    try {
      for (const [name, path] of Object.entries(paths)) {
        await page.goto(`${address}/${path}`);
        await ready(page);
        await use(page, name);
        assert.deepEqual(wrong, [], name);
      }
    } finally {
      await context.close();
    }
  }
  const visit = (path: string, use: (page: Page) => Promise<void>) => visitAll({ [path]: path }, use);

  test('script stays below 60 kB', async () => {
    const files = [...(await openBundle())].filter(([name]) => name.endsWith('.js'));
    const bytes = files.reduce((sum, [, { gzip }]) => sum + (gzip?.length ?? 0), 0);
    assert.ok(files.length > 0 && bytes < SCRIPT_BYTES, `${bytes} bytes`);
  });

  test('every view shows itself without an error, reads well for everybody, wide and narrow, light and dark', async () => {
    const found: string[] = [];
    await visitAll(pages, async (page, name) => {
      await page.evaluate(axe.source);
      for (const width of [1280, 390])
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.setViewportSize({ width, height: 800 });
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          const where = `${name}, ${width} pixels, ${colorScheme}`;
          found.push(...(await findings(page)).map((one) => `${where}: ${one}`));
          const wider = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'));
          if (wider > 0) found.push(`${where}: the page is wider by ${wider}`);
        }
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    });
    assert.deepEqual(found, []);
  });

  test('an address survives a reload, with all that it shows', async () => {
    const links = [
      `${pages.run}&by=kind&kind=math`,
      `${pages.rewards}&status=scored`,
      `${pages.group}&order=best+first`,
      pages.reward!,
    ];
    await visitAll(Object.fromEntries(links.map((path) => [path, path])), async (page, path) => {
      const shown = await textOf(page);
      await page.reload();
      await ready(page);
      assert.equal(await textOf(page), shown, path);
    });
  });

  test('what is scored meanwhile appears without a reload', () =>
    visit('runs', async (page) => {
      await page.waitForTimeout(1_500);
      await sendStep(app, { run: 'just-begun', step: 0, rollouts: 2, skill: 0.5 });
      await page.getByRole('link', { name: 'just-begun' }).waitFor({ timeout: 15_000 });
    }));

  test('from a point of a chart to its rollouts, by mouse and by keyboard', () =>
    visit(pages.run!, async (page) => {
      const chart = page.getByRole('slider', { name: /^Reward\. step 0 to step 11/ });
      await chart.focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await page.waitForURL(/rewards\?run=grpo-mix&step=1$/);
      await page.goBack();
      await page
        .locator('.plot')
        .first()
        .click({ position: { x: 46, y: 40 } });
      await page.waitForURL(/rewards\?run=grpo-mix&step=0$/);
      await page.locator('tr.row').first().waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.waitForURL(/reward\?record=/);
      await page.keyboard.press('g');
      await page.keyboard.press('l');
      await page.waitForURL(/library$/);
      await page.keyboard.press('?');
      assert.ok(await page.getByRole('dialog', { name: 'Keys' }).isVisible());
    }));

  test('a reward marks what was read, is made again, and takes a verdict with a note', () =>
    visit(pages.reward!, async (page) => {
      assert.match(await page.locator('.response mark').first().innerText(), /\d/);
      assert.ok((await page.locator('math').count()) > 1);
      await page.getByRole('button', { name: 'As it was scored' }).click();
      await page.getByText('The reward is the same.').waitFor();
      await page.getByLabel('Why', { exact: true }).fill('seen by a test <b>');
      await page.getByRole('button', { name: 'The response is wrong' }).click();
      await page.getByText('Recorded: the response is wrong').waitFor();
      const said = await app.inject({ url: '/v1/feedback' });
      assert.match(said.body, /seen by a test <b>/);
      assert.match(said.body, /"correct":false/);
      assert.match(
        await page.getByRole('list', { name: 'Said before' }).innerText(),
        /wrong.*by user.*seen by a test <b>/s,
      );
    }));

  test('code is code, and a trajectory is steps', async () => {
    await visit(pages['reward-code']!, async (page) => {
      assert.ok((await page.locator('pre.code .code-word').count()) > 0);
    });
    await visit(pages['reward-calls']!, async (page) => {
      assert.equal(await page.locator('.trajectory > li').count(), 4);
    });
  });

  test('a file is checked where it is dropped, and its rows are text', () =>
    visit('check', async (page) => {
      const rows = [
        { prompt: 'What is 2 + 2?', reference: '4' },
        { prompt: `<img src=x onerror="document.title='owned'">Say hello.`, data_source: '<b>web</b>' },
      ];
      const lines = [...rows.map((row) => JSON.stringify(row)), 'no row'].join('\n');
      const file = { name: '<i>rows</i>.jsonl', mimeType: 'text/plain', buffer: Buffer.from(lines) };
      await page.locator('input[type=file]').setInputFiles(file);
      const result = page.getByRole('region', { name: 'Result' });
      await result.waitFor();
      assert.match(
        await result.innerText(),
        /<i>rows<\/i>\.jsonl[\s\S]*2 rows: 1 \(50\.0 %\) get a reward, 1 do not, 1 lines/,
      );
      assert.equal(await page.locator('main img, main b, main i').count(), 0);
      assert.notEqual(await page.title(), 'owned');
    }));

  test('from a comparison to a row that flipped; a tool shows its gates, an acquisition its program', async () => {
    await visit(pages.compare!, async (page) => {
      const flipped = page.getByRole('region', { name: 'Rows that flipped' }).first();
      await flipped.locator('tbody a').first().click();
      await page.waitForURL(/reward\?record=/);
    });
    await visit(pages.tool!, async (page) => {
      await page.locator('summary', { hasText: 'G6' }).click();
      assert.match(await page.locator('details[open]').innerText(), /\d+ cases/);
    });
    await visit(pages.acquisition!, async (page) => {
      await page.locator('summary', { hasText: 'candidate c1' }).click();
      assert.match(await page.locator('pre.code').innerText(), /export function score/);
    });
  });

  test('from an alarm to its run and a rollout; a trial shows both sides; charts by kind', async () => {
    await visit('runs', async (page) => {
      await page.getByTitle('1 alarm').first().waitFor();
    });
    await visit(pages.evolution!, async (page) => {
      await page.getByRole('slider', { name: /^Right so far\. item 1/ }).waitFor();
      await page.getByRole('slider', { name: /^Evidence.*made; watched since/ }).waitFor();
      const alarm = page.getByRole('region', { name: 'Alarms' });
      await alarm.getByRole('link', { name: /^grpo-mix, step/ }).click();
      await page.waitForURL(/run\?run=grpo-mix$/);
      await page.getByRole('slider', { name: /^Reward\..*: alarm, unscorable/ }).waitFor();
      await page.getByRole('link', { name: 'by kind' }).click();
      await page.getByLabel('cause').selectOption('query');
      await page.getByRole('slider', { name: /^Why there is no reward: query\..*chat: 100 %/ }).waitFor();
      assert.match(page.url(), /cause=query/);
      await page.getByRole('region', { name: 'Alarms' }).getByRole('link').last().click();
      await page.waitForURL(/reward\?record=/);
    });
  });

  test('a static copy shows its runs, and answers lists from what it holds', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rlar-copy-'));
    const copy = fastify();
    try {
      await exportView(app, folder, { run: 'grpo-mix', rewards: 40 });
      copy.get('/*', async (request, reply) => {
        const { pathname } = new URL(request.url, 'http://copy');
        const file = join(folder, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
        const types: Record<string, string> = {
          '.html': 'text/html',
          '.js': 'text/javascript',
          '.css': 'text/css',
        };
        return reply.type(types[extname(file)] ?? 'application/json').send(readFileSync(file));
      });
      const at = await copy.listen({ host: '127.0.0.1', port: 0 });
      const page = await browser.newPage();
      await page.goto(`${at}/run/?run=grpo-mix&kind=translation`);
      const chart = page.getByRole('slider', { name: /^Reward\./ });
      await chart.focus();
      for (let step = 0; step < 12; step += 1) await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await page.waitForURL(/rewards\?run=grpo-mix&kind=translation&step=11$/);
      await page.locator('tr.row').nth(3).waitFor();
      assert.equal(await page.locator('tr.row').count(), 4);
      await page.locator('tr.row a').first().click();
      await page.getByText('Why this reward function').waitFor();
      await page.close();
    } finally {
      await copy.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('hostile rollouts are text', async () => {
    const reply = await app.inject({ url: '/v1/rewards?run=hostile&sort=oldest&limit=100' });
    const { items } = reply.json() as { items: { record: string; query: string }[] };
    assert.equal(items.length, HOSTILE_ROLLOUTS.length + 1);
    const untouched = async (page: Page, where: string): Promise<void> => {
      const state = await page.evaluate(
        `({ owned: window.${OWNED}, proto: ({}).${OWNED}, title: document.title, frames: frames.length, foreign: document.querySelectorAll('main script, main style, main iframe, main img, main form[action], main base, main [onload], main [onerror], main [href*="javascript"]').length, nodes: document.querySelectorAll('*').length })`,
      );
      const { nodes, title, ...rest } = state as { nodes: number; title: string };
      assert.deepEqual(rest, { frames: 0, foreign: 0, owned: undefined, proto: undefined }, where);
      assert.match(title, /rlar$/, where);
      assert.ok(nodes < 6_000, `${where}: ${nodes} elements`);
    };
    await visit('rewards?run=hostile', (page) => untouched(page, 'the list'));
    await visit(`groups?run=hostile&step=0&query=${items[0]!.query}`, async (page) => {
      await untouched(page, 'the group');
      await page.getByLabel('differences from').selectOption({ index: 2 });
      await untouched(page, 'the differences');
    });
    const names = [...HOSTILE_ROLLOUTS.map(({ name }) => name), 'many lines'];
    const paths = items.map(({ record }, at) => [names[at]!, `reward?record=${record}`]);
    await visitAll(Object.fromEntries(paths), async (page, name) => {
      await untouched(page, name);
      await page.getByRole('button', { name: 'plain text' }).click();
      await untouched(page, `${name}, plain`);
      const shown = await page.locator('.response').last().innerText();
      assert.doesNotMatch(
        shown,
        /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/,
        name,
      );
      if (name === 'script') assert.ok(shown.includes(`<script src="https://${ELSEWHERE}/a.js"></script>`));
    });
  });

  test('a server with a token asks for it once, and never puts it into an address', async () => {
    const guarded = await buildApp(await createRewardService({ home }), { token: TOKEN });
    const at = await guarded.listen({ host: '127.0.0.1', port: 0 });
    const context = await browser.newContext();
    const page = await context.newPage();
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    try {
      await page.goto(`${at}/runs`);
      await page.getByLabel('Token').fill('another');
      await page.getByRole('button', { name: 'Open' }).click();
      await page.getByText('The token was wrong.').waitFor();
      await page.getByLabel('Token').fill(TOKEN);
      await page.getByRole('button', { name: 'Open' }).click();
      await page.getByRole('link', { name: /(?:^|: )grpo-mix$/ }).waitFor();
      await page.reload();
      await page.getByRole('link', { name: /(?:^|: )grpo-mix$/ }).waitFor();
      assert.ok(addresses.every((one) => !decodeURIComponent(one).includes(TOKEN)));
    } finally {
      await context.close();
      await guarded.close();
    }
  });
});

async function ready(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor();
  await page.locator('.loading').first().waitFor({ state: 'detached' });
}

/** The text of a view without times, which change by themselves. */
async function textOf(page: Page): Promise<string> {
  await page.waitForTimeout(300);
  return (await page.locator('main').innerText()).replace(/\d+ (?:s|min|h|d) ago/g, 'ago');
}

async function findings(page: Page): Promise<string[]> {
  const found = (await page.evaluate(
    "axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)",
  )) as Finding[];
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}
