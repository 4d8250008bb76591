import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { parseConfig } from '../../src/config.ts';
import { readBundle } from '../../src/server/web/bundle-files.ts';
import { builtInTools } from '../../src/tools/index.ts';
import { buildSite } from './build-site.ts';
import { allCommands } from './commands.ts';
import { brokenCommands } from './written-commands.ts';
import { ROOT, writtenPages } from './written-pages.ts';

test('commands and flags that the pages name are those of the command line', async () => {
  const commands = await allCommands();
  assert.deepEqual(brokenCommands(writtenPages(), commands), []);
  const page = {
    path: 'x',
    source: 'docs/x.md',
    markdown:
      '`rlar scor f` and\n```sh\nnpm run rlar -- score f --no-such-flag --out x\nnpm run nothing\n```',
  };
  assert.deepEqual(brokenCommands([page], commands), [
    'docs/x.md: rlar score f --no-such-flag --out x: score has no --no-such-flag',
    'docs/x.md: npm run nothing: package.json has no such script',
    'docs/x.md: rlar scor f: no command scor',
  ]);
});

test('the page of the configuration has every key, and its example is read', () => {
  const page = readFileSync(join(ROOT, 'docs/configuration.md'), 'utf8');
  const { limits, ...config } = parseConfig({});
  const missing = [...Object.keys(config), ...Object.keys(limits), 'threads', 'parReferences'].filter(
    (key) => !page.includes(`\`${key}\``),
  );
  assert.deepEqual(missing, []);
  parseConfig(parse(/```yaml\n([\s\S]*?)```/.exec(page)![1]!));
});

test('the site is built whole: every tool with its verdicts, every command, every route, and no dead link', async () => {
  const out = mkdtempSync(join(tmpdir(), 'rlar-site-'));
  try {
    await buildSite({ out, dashboard: true });
    const files = readBundle(out);
    for (const { declaration } of builtInTools) {
      const page = files.get(`tools/${declaration.id}.html`)?.bytes.toString() ?? '';
      assert.match(page, /A right response/, declaration.id);
      assert.match(page, /A wrong response/, declaration.id);
    }
    assert.match(files.get('commands.html')!.bytes.toString(), /id="rlar-ledger-list"/);
    assert.match(files.get('api.html')!.bytes.toString(), /id="post-v1rewards"/);
    for (const [path, { bytes }] of files) {
      if (!path.endsWith('.html')) continue;
      assert.doesNotMatch(
        bytes.toString(),
        / style=| on[a-z]+=|<script>|(?:src|href)="(?:https?:)?\/\/(?!\w)/,
        path,
      );
    }
    const size = gzipSync(readFileSync(join(out, 'search.json'))).length;
    assert.ok(size < 60_000, `${size} bytes of search, compressed`);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});
