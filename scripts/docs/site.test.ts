import assert from 'node:assert/strict';
import { existsSync, globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { deadLinks } from './check-links.ts';
import { type Page, slugOf } from './page.ts';
import { renderAll } from './render-all.ts';
import { renderPage } from './render-page.ts';
import { searchIndex } from './search-index.ts';
import { SECTIONS } from './sections.ts';
import { otherFiles, ROOT, writtenPages } from './written-pages.ts';

/** Pages that are made of the code: what links to them is checked by the build, and here they are bare. */
const MADE: readonly Page[] = [
  ...['tools/README', 'commands', 'api'].map((path) => ({
    path,
    source: `docs/${path}.md`,
    markdown: `# ${path}`,
  })),
  ...globSync('src/tools/*/fixtures.jsonl', { cwd: ROOT })
    .map((file) => basename(dirname(file)))
    .map((id) => ({
      path: `tools/${id}`,
      source: `docs/tools/${id}.md`,
      markdown: `# ${id}`,
    })),
];
const written = writtenPages();
const rendered = renderAll([...written, ...MADE]);

test('every page of docs/ has its place in a section of the site, and no section names a page twice', () => {
  const placed = SECTIONS.flatMap(({ pages }) => pages);
  assert.deepEqual(
    written.map(({ path }) => path).filter((path) => !placed.includes(path)),
    [],
    'give the page a place in scripts/docs/sections.ts',
  );
  assert.equal(new Set(placed).size, placed.length);
});

test('no link between the pages is dead, and no anchor', () => {
  assert.deepEqual(
    deadLinks(rendered, new Set(otherFiles()), (file) => existsSync(join(ROOT, file))),
    [],
  );
});

test('files of the repository that pages name are there', () => {
  const named = written
    .filter(({ path }) => path !== 'changelog')
    .flatMap(({ source, markdown }) =>
      [...markdown.matchAll(/`((?:src|scripts|examples|docs|bench|python|web|bin)\/[\w./-]+)`/g)].map(
        ([, file = '']) => ({ source, file }),
      ),
    );
  assert.ok(named.length > 40);
  const gone = named.filter(({ file }) => !file.includes('NAME') && !existsSync(join(ROOT, file)));
  assert.deepEqual(gone, []);
});

test('dead links are found', () => {
  const page = renderPage({
    path: 'a/b',
    source: 'docs/a/b.md',
    markdown: '# B\n\n[x](c.md) [y](#no) [z](#b) [w](../../src/none.ts) [v](../p.png) [u](ftp://x)',
  });
  assert.deepEqual(
    deadLinks([page], new Set(), () => false),
    [
      'a/b: no page a/c',
      'a/b: no #no in a/b',
      'a/b: no file src/none.ts',
      'a/b: no file docs/p.png',
      'a/b: ftp://x',
    ],
  );
});

test('HTML within a page is text, and only what is on the web is linked', () => {
  const { html } = renderPage({
    path: 'x',
    source: 'docs/x.md',
    markdown:
      '# X\n\n<script>alert(1)</script>\n\na <img src=x onerror=y> b http://127.0.0.1:8421/ [a](javascript:alert(1))',
  });
  assert.doesNotMatch(html, /<script|<img|href="http:|onerror=y>/);
  const link = renderPage({ path: 'x', source: 'docs/x.md', markdown: '# X\n\n[a](javascript:alert)' });
  assert.deepEqual(
    deadLinks([link], new Set(), () => true),
    ['x: javascript:alert'],
  );
});

test('headings have the anchors that GitHub gives them', () => {
  const page = renderPage({
    path: 'x',
    source: 'docs/x.md',
    markdown: '# A `rlar.yaml` of your own\n\n## What it costs, and why?\n\n## What it costs, and why?',
  });
  assert.deepEqual(
    [...page.anchors],
    ['a-rlaryaml-of-your-own', 'what-it-costs-and-why', 'what-it-costs-and-why-1'],
  );
  assert.equal(slugOf('Größe & Maß'), 'größe--maß');
});

test('the search knows pages, headings and words, but for what stands everywhere and in long lists', () => {
  const page = (path: string, markdown: string) => renderPage({ path, source: `docs/${path}.md`, markdown });
  const others = Array.from({ length: 20 }, (_, at) => page(`page-${at}`, `# Page ${at}\n\nEverywhere.`));
  const index = searchIndex([
    page('words', '# The words\n\nText.\n\n## Of training\n\nAll Rollouts, 12 of them, everywhere.'),
    page('changelog', '# Changelog\n\nForgotten.'),
    ...others,
  ]);
  assert.deepEqual(index.pages[0], ['words.html', 'The words']);
  assert.deepEqual(index.places.slice(0, 2), [
    [0, '', 'The words'],
    [0, 'of-training', 'Of training'],
  ]);
  assert.deepEqual(index.words.rollout, [1]);
  for (const word of ['rollouts', '12', 'everywhere', 'forgotten'])
    assert.ok(!Object.hasOwn(index.words, word), word);
});
