/**
 * The bundle of the dashboard. A package brings it. A checkout makes it when it is asked for and is missing, or when a source
 * changed since: about one second, in a process of its own, so that a server goes on scoring meanwhile.
 */
import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { RlarError } from '../../spec/errors.ts';
import { type BundleFiles, readBundle } from './bundle-files.ts';

/** The root of the checkout, or of the package: this file stands in `src/server/web`, or in `dist/server/web`. */
const ROOT = join(import.meta.dirname, '../../..');
const BUNDLE = join(ROOT, 'dist/web');
/** Milliseconds after which a build is given up. */
const BUILD_MS = 120_000;
/** Most characters of what a failed build said. */
const SAID = 2_000;

/** What a bundle was made of, as `web/vite.config.ts` writes it: the sha256 of each source, by its path below the root. */
const madeOf = z.record(z.string(), z.string());

let building: Promise<BundleFiles> | null = null;

/**
 * @returns the files of the bundle
 * @throws RLAR_DASHBOARD_MISSING where it is not there and cannot be made
 */
export async function openBundle(): Promise<BundleFiles> {
  if (isFresh()) {
    try {
      return readBundle(BUNDLE);
    } catch {
      // Another process replaces it at this moment.
    }
  }
  building ??= build().finally(() => {
    building = null;
  });
  return building;
}

/** Whether the bundle is there and made of the sources as they are. A package has no sources, and its bundle is always fresh. */
function isFresh(): boolean {
  if (!existsSync(join(ROOT, 'web/index.html'))) return existsSync(join(BUNDLE, 'index.html'));
  try {
    const sources = madeOf.parse(JSON.parse(readFileSync(join(BUNDLE, 'sources.json'), 'utf8')));
    return Object.entries(sources).every(
      ([path, digest]) => hash('sha256', readFileSync(join(ROOT, path))) === digest,
    );
  } catch {
    return false;
  }
}

async function build(): Promise<BundleFiles> {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  if (!existsSync(vite))
    throw new RlarError(
      'RLAR_DASHBOARD_MISSING',
      'the dashboard is not built, and vite, which builds it, is not installed',
    );
  const folder = `${BUNDLE}-${process.pid}`;
  const args = [vite, 'build', '--config', join(ROOT, 'web/vite.config.ts'), '--outDir', folder];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: BUILD_MS });
  let said = '';
  const hear = (piece: Buffer): void => {
    said = (said + piece.toString()).slice(-SAID);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', reject);
  child.once('close', resolve);
  const code = await promise.catch(() => null);
  if (code !== 0) {
    rmSync(folder, { recursive: true, force: true });
    throw new RlarError(
      'RLAR_DASHBOARD_MISSING',
      `the dashboard could not be built: ${said.trim() || 'vite gave no reason'}`,
    );
  }
  const files = readBundle(folder);
  keep(folder);
  return files;
}

/** Puts a new bundle in the place of the old one. Where another process did so first, its bundle is as good. */
function keep(folder: string): void {
  try {
    rmSync(BUNDLE, { recursive: true, force: true });
    renameSync(folder, BUNDLE);
  } catch {
    rmSync(folder, { recursive: true, force: true });
  }
}
