/**
 * Times the dashboard in a real browser over a large ledger of made-up rewards. The folder is deleted afterwards, unless it is
 * named: then it is kept, and used again. Beside each time stands what does not depend on the machine: requests, kilobytes, and
 * how much of the time was the server's.
 *
 *     node scripts/with-node.mjs scripts/measure-dashboard.ts [rewards] [--home FOLDER]
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { FastifyInstance } from 'fastify';
import type { Page } from 'playwright-core';
import { buildApp } from '../src/server/app.ts';
import { createRewardService } from '../src/service.ts';
import { openStore } from '../src/store/open-store.ts';
import { fixtureGroup } from '../src/testing/fixture-group.ts';
import { findChromium, openBrowser } from './dashboard/browser.ts';

const { values, positionals } = parseArgs({
  options: { home: { type: 'string' } },
  allowPositionals: true,
});
const rewards = Number(positionals[0] ?? 1_000_000);
const [GROUPS, ROWS] = [500, 100_000];
const KINDS = ['math.final-answer', 'code.unit-tests', 'translation', 'qa.short-answer'];
const chromium = findChromium();
if (chromium === null) throw new Error('there is no Chromium here: install it, or name it in RLAR_CHROMIUM');
const home = values.home ?? mkdtempSync(join(tmpdir(), 'rlar-dashboard-'));

const say = (text: string): void => void process.stdout.write(`${text}\n`);
/** What was asked of the server since the last line. */
const asked = { requests: 0, bytes: 0, ms: 0 };

async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  Object.assign(asked, { requests: 0, bytes: 0, ms: 0 });
  const begin = performance.now();
  await work();
  const took = Math.round(performance.now() - begin);
  const { requests, bytes, ms } = asked;
  const server = `${requests} requests, ${Math.round(bytes / 1_000)} kB, ${Math.round(ms)} ms of the server`;
  say(`${name}: ${took} ms${requests === 0 ? '' : ` (${server})`}`);
}

try {
  if (!existsSync(join(home, 'rlar.db'))) await timed(`${rewards} rewards made`, fill);
  const app = await buildApp(await createRewardService({ home }));
  count(app);
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const browser = await openBrowser(chromium);
  try {
    await app.inject({ url: '/runs' });
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    const open = async (path: string): Promise<void> => {
      await page.goto(`${address}/${path}`);
      await page.locator('tr.row, .plot svg').first().waitFor();
    };
    await timed('what is missing of facts is filled', () => app.inject({ url: '/v1/runs' }));
    await timed('first view (runs)', () => open('runs'));
    await timed('runs again', () => open('runs'));
    await timed('a run', () => open('run?run=run-1'));
    await timed('groups by spread', () => open('groups?run=run-1&sort=spread'));
    await timed('rewards', () => open('rewards'));
    await page.waitForTimeout(1_000);
    await timed('a filter set: status failed', () => choose(page, 'status', 'failed'));
    await timed('a filter set: status scored', () => choose(page, 'status', 'scored'));
    await timed('a filter set: run-2', () => choose(page, 'run', 'run-2'));
    await timed('a sort set: lowest', () => choose(page, 'sort', 'lowest'));
    await timed('a sort set: longest', () => choose(page, 'sort', 'longest'));
    await timed('a link with filters: kind, lowest', () => open('rewards?kind=translation&sort=lowest'));
    await timed('a link with filters: run, flag', () => open('rewards?run=run-2&flag=reviewed'));
    await open('rewards');
    await timed(`${Math.min(ROWS, rewards)} rows loaded by scrolling to the end`, () => scrollThrough(page));
    say(`frames while scrolling: ${await frames(page)}`);
    const heap = await page.evaluate('performance.memory.usedJSHeapSize');
    say(
      `memory of the page: ${Math.round(Number(heap) / 1e6)} MB of JavaScript, ${await page.locator('tr').count()} rows in the document`,
    );
  } finally {
    await browser.close();
    await app.close();
  }
} finally {
  if (values.home === undefined) rmSync(home, { recursive: true, force: true });
}

async function fill(): Promise<void> {
  const store = await openStore({ home });
  for (let first = 0; first * 8 < rewards; first += GROUPS) {
    const groups = Array.from({ length: GROUPS }, (_, index) => {
      const number = first + index;
      const run = `run-${Math.floor((first * 8 * 4) / rewards)}`;
      const group = fixtureGroup(number, {
        run,
        kind: KINDS[number % KINDS.length]!,
        characters: 150 + (number % 50),
      });
      return { ...group, context: { ...group.context, step: Math.floor(number / 64) } };
    });
    await store.appendRewards(groups);
  }
  await store.close();
}

function count(app: FastifyInstance): void {
  app.addHook('onSend', async (_request, _reply, payload) => {
    asked.requests += 1;
    asked.bytes += typeof payload === 'string' || payload instanceof Uint8Array ? payload.length : 0;
  });
  app.addHook('onResponse', async ({ url }, reply) => {
    asked.ms += reply.elapsedTime;
    if (process.env.RLAR_DEBUG_REQUESTS) say(`  ${Math.round(reply.elapsedTime)} ms ${url}`);
  });
}

/** Sets a filter of the list in the page, and waits until its rows are drawn. */
async function choose(page: Page, label: string, value: string): Promise<void> {
  const answered = page.waitForResponse((response) =>
    new RegExp(`v1/rewards\\?.*${label}=${value}`).test(response.url()),
  );
  await page
    .locator('.filters label', { hasText: new RegExp(`^${label}`) })
    .locator('select')
    .selectOption(value);
  await (await answered).finished();
  await page.evaluate(
    'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))',
  );
}

/** Scrolls to the end again and again until so many rows are loaded. */
async function scrollThrough(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    const table = document.querySelector('.table');
    const look = () => {
      if (table.scrollHeight > ${Math.min(ROWS, rewards) * 31}) return resolve();
      table.scrollTop = table.scrollHeight;
      setTimeout(look, 5);
    };
    look();
  })`);
}

/** Scrolls the table by 120 pixels a frame through rows that are loaded. @returns frames a second, and the work of one */
async function frames(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const worked = async (): Promise<Map<string, number>> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return new Map(metrics.map(({ name, value }) => [name, 1_000 * value]));
  };
  const before = await worked();
  const count = await page.evaluate(`new Promise((resolve) => {
    const table = document.querySelector('.table');
    table.scrollTop = 1000;
    const begin = performance.now();
    let drawn = 0;
    const step = () => {
      drawn += 1;
      table.scrollTop += 120;
      if (performance.now() - begin < 4000) requestAnimationFrame(step);
      else resolve(drawn);
    };
    requestAnimationFrame(step);
  })`);
  const after = await worked();
  const each = (name: string): string =>
    (((after.get(name) ?? 0) - (before.get(name) ?? 0)) / Number(count)).toFixed(1);
  return `${Math.round(Number(count) / 4)} in a second, each ${each('ScriptDuration')} ms of script, ${each('RecalcStyleDuration')} of styles, ${each('LayoutDuration')} of layout`;
}
