import { createHash } from 'node:crypto';
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { apiPage } from './api-page.ts';
import { deadLinks } from './check-links.ts';
import { commandsPage } from './commands-page.ts';
import { addressOf } from './page.ts';
import { layout, type NavSection } from './page-layout.ts';
import { renderAll } from './render-all.ts';
import type { RenderedPage } from './render-page.ts';
import { searchIndex } from './search-index.ts';
import { SECTIONS } from './sections.ts';
import { toolPages } from './tool-pages.ts';
import { otherFiles, ROOT, writtenPages } from './written-pages.ts';

/** What the pages are made of, beside the tools: a change of one makes the site stale. */
const MADE_OF = [
  'docs/**/*.*',
  '*.md',
  'package-lock.json',
  'scripts/docs.ts',
  'scripts/docs/*.ts',
  'web/docs/*',
  'web/styles/{tokens,base}.css',
  'src/cli/commands/*.ts',
  'src/server/routes/*.ts',
  'src/server/trainers/*.ts',
  'src/spec/*.ts',
  'src/tools/*/{index.ts,fixtures.jsonl,evidence.json}',
];

interface BuildOptions {
  readonly out: string;
  /** The site stands beside a dashboard, and links to it. */
  readonly dashboard: boolean;
}

/**
 * Builds the site: one HTML page for each page of `docs/`, and for what is made of the code.
 * @returns the number of pages
 * @throws where a link leads nowhere
 */
export async function buildSite({ out, dashboard }: BuildOptions): Promise<number> {
  const pages = [...writtenPages(), ...(await toolPages()), await commandsPage(), await apiPage()];
  const rendered = renderAll(pages);
  const files = otherFiles();
  const dead = deadLinks(rendered, new Set(files), (file) => globSync(file, { cwd: ROOT }).length > 0);
  if (dead.length > 0) throw new Error(`links that lead nowhere:\n${dead.join('\n')}`);
  rmSync(out, { recursive: true, force: true });
  const put = (path: string, content: string | Buffer) => {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), content);
  };
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  const sections = navigation(rendered);
  for (const page of rendered) put(addressOf(page.path), layout(page, { sections, dashboard, version }));
  for (const file of files) {
    const place = join(out, file.slice('docs/'.length));
    mkdirSync(dirname(place), { recursive: true });
    cpSync(join(ROOT, file), place);
  }
  put('search.json', JSON.stringify(searchIndex(inOrder(rendered))));
  const styles = ['web/styles/tokens.css', 'web/styles/base.css', 'web/docs/site.css'];
  put('site.css', styles.map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n'));
  put('site.js', stripTypeScriptTypes(readFileSync(join(ROOT, 'web/docs/site.ts'), 'utf8')));
  put('icon.svg', readFileSync(join(ROOT, 'web/icon.svg')));
  put('sources.json', JSON.stringify(sourceHashes()));
  return rendered.length;
}

/** @returns the sections with the pages that there are; the pages of tools stand below the list of tools */
function navigation(rendered: readonly RenderedPage[]): NavSection[] {
  const titles = new Map(rendered.map(({ path, title }) => [path, title]));
  const tools = rendered
    .filter(({ path }) => path.startsWith('tools/') && path !== 'tools/README')
    .map(({ path, title }) => ({ path, title, below: true }));
  return SECTIONS.map(({ title, pages }) => ({
    title,
    pages: pages.flatMap((path) => {
      const known = titles.get(path);
      const own = known === undefined ? [] : [{ path, title: known }];
      return path === 'tools/README' ? [...own, ...tools] : own;
    }),
  }));
}

/** Pages in the order of the sections: among equal finds the search shows the earlier ones first. */
function inOrder(rendered: readonly RenderedPage[]): RenderedPage[] {
  const order = navigation(rendered).flatMap(({ pages }) => pages.map(({ path }) => path));
  return rendered.toSorted((one, other) => order.indexOf(one.path) - order.indexOf(other.path));
}

function sourceHashes(): Record<string, string> {
  const files = globSync(MADE_OF, { cwd: ROOT }).sort();
  return Object.fromEntries(
    files.map((file) => [
      file.replaceAll('\\', '/'),
      createHash('sha256')
        .update(readFileSync(join(ROOT, file)))
        .digest('hex'),
    ]),
  );
}
