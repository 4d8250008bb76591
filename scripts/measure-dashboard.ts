/**
 * Times the dashboard in a real browser over a large ledger of made-up rewards, in a folder of its own that is deleted afterwards.
 *
 *     node scripts/measure-dashboard.ts [rewards]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { buildApp } from '../src/server/app.ts';
import { createRewardService } from '../src/service.ts';
import { openStore } from '../src/store/open-store.ts';
import { fixtureGroup } from '../src/testing/fixture-group.ts';
import { findChromium, openBrowser } from './dashboard/browser.ts';

const rewards = Number(process.argv[2] ?? 1_000_000);
const [GROUPS, ROWS] = [500, 100_000];
const KINDS = ['math.final-answer', 'code.unit-tests', 'translation', 'qa.short-answer'];
const chromium = findChromium();
if (chromium === null) throw new Error('there is no Chromium here: install it, or name it in RLAR_CHROMIUM');
const home = mkdtempSync(join(tmpdir(), 'rlar-dashboard-'));

const say = (text: string): void => void process.stdout.write(`${text}\n`);
async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  const begin = performance.now();
  await work();
  say(`${name}: ${Math.round(performance.now() - begin)} ms`);
}

try {
  await timed(`${rewards} rewards made`, fill);
  const app = await buildApp(await createRewardService({ home }));
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const browser = await openBrowser(chromium);
  try {
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
    await timed('filter: kind, lowest', () => open('rewards?kind=translation&sort=lowest'));
    await timed('filter: run, flag', () => open('rewards?run=run-2&flag=reviewed'));
    await open('rewards');
    await timed(`${Math.min(ROWS, rewards)} rows loaded by scrolling to the end`, () => scrollThrough(page));
    say(`frames while scrolling: ${await frames(page)} in a second`);
    const heap = await page.evaluate('performance.memory.usedJSHeapSize');
    say(
      `memory of the page: ${Math.round(Number(heap) / 1e6)} MB of JavaScript, ${await page.locator('tr').count()} rows in the document`,
    );
  } finally {
    await browser.close();
    await app.close();
  }
} finally {
  rmSync(home, { recursive: true, force: true });
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

/** Frames a second while the table scrolls by 120 pixels a frame, through rows that are loaded. */
async function frames(page: Page): Promise<number> {
  const count = await page.evaluate(`new Promise((resolve) => {
    const table = document.querySelector('.table');
    table.scrollTop = 1000;
    const begin = performance.now();
    let drawn = 0;
    const step = () => {
      drawn += 1;
      table.scrollTop += 120;
      if (performance.now() - begin < 4000) requestAnimationFrame(step);
      else resolve(drawn / 4);
    };
    requestAnimationFrame(step);
  })`);
  return Math.round(Number(count));
}
