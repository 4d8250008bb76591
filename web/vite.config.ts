import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const root = join(import.meta.dirname, '..');

/** Writes what the bundle was made of beside it, by which the server sees whether it is stale. */
const tellSources: Plugin = {
  name: 'tell-sources',
  generateBundle() {
    const modules = Array.from(this.getModuleIds(), (id) => relative(root, id.split('?')[0]!));
    const own = modules.filter((path) => /^(?:web|src)\//.test(path));
    const paths = [
      ...new Set([...own, 'web/vite.config.ts', 'web/index.html', 'web/icon.svg', 'package-lock.json']),
    ];
    const sources = paths.map((path) => [path, hash('sha256', readFileSync(join(root, path)))]);
    const source = JSON.stringify(Object.fromEntries(sources));
    this.emitFile({ type: 'asset', fileName: 'sources.json', source });
  },
};

/**
 * The bundle of the dashboard. Its addresses are relative, so that it also works below a folder. Nothing is put inline, because
 * the content security policy forbids that.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  publicDir: false,
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [tellSources],
  build: {
    outDir: join(import.meta.dirname, '../dist/web'),
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
