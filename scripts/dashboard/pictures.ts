/**
 * Takes a picture of every view, over a ledger that is made for it: `npm run pictures`.
 *
 *     node scripts/dashboard/pictures.ts [--home HOME] [--out FOLDER] [--only VIEW] [--all]
 *
 * `--all` takes them at both widths and in both colours, for who works on the views.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { buildApp } from '../../src/server/app.ts';
import { createRewardService } from '../../src/service.ts';
import { findChromium, openBrowser } from './browser.ts';
import { makeDemo } from './demo-ledger.ts';
import { demoPages } from './demo-pages.ts';

const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    out: { type: 'string', default: join(import.meta.dirname, '../../docs/pictures') },
    only: { type: 'string' },
    all: { type: 'boolean', default: false },
  },
});
/** Pages that only show another case of a view. */
const FURTHER = ['reward-calls', 'reward-none', 'diff'];
const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const;

const chromium = findChromium();
if (chromium === null) throw new Error('there is no Chromium here: install it, or name it in RLAR_CHROMIUM');
const home = values.home ?? mkdtempSync(join(tmpdir(), 'rlar-pictures-'));
if (values.home === undefined) await makeDemo(home);
const app = await buildApp(await createRewardService({ home }));
const browser = await openBrowser(chromium);
try {
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  for (const [name, path] of Object.entries(await demoPages(app))) {
    if (values.only !== undefined && !values.only.split(',').includes(name)) continue;
    if (!values.all && values.only === undefined && FURTHER.includes(name)) continue;
    for (const size of values.all ? (['wide', 'narrow'] as const) : (['wide'] as const))
      for (const colours of values.all ? (['light', 'dark'] as const) : (['light'] as const)) {
        const context = await browser.newContext({ viewport: SIZES[size], colorScheme: colours });
        const page = await context.newPage();
        page.on(
          'console',
          (message) => message.type() === 'error' && process.stderr.write(`${name}: ${message.text()}\n`),
        );
        page.on('pageerror', (error) => process.stderr.write(`${name}: ${error.stack}\n`));
        await page.goto(`${address}/${path}`);
        await settled(page);
        const file = values.all ? `web-${name}-${size}-${colours}.png` : `web-${name}.png`;
        await page.screenshot({
          path: join(values.out, file),
          ...(values.all && { fullPage: size === 'narrow' }),
        });
        await context.close();
      }
  }
} finally {
  await browser.close();
  await app.close();
  if (values.home === undefined) rmSync(home, { recursive: true, force: true });
}

/** Waits until nothing loads. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.locator('main h1').first().waitFor();
  await page.locator('.loading').first().waitFor({ state: 'detached' });
  await page.waitForTimeout(400);
}
