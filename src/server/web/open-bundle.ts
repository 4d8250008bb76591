/**
 * The bundles that a server shows: the dashboard, and the documentation. A package brings them. A checkout makes one when it is
 * asked for and is missing, or when a source changed since: some seconds, in a process of its own, so that a server goes on
 * scoring meanwhile.
 */
import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { RlarError } from '../../spec/errors.ts';
import { type BundleFiles, readBundle, SOURCES } from './bundle-files.ts';

/** The root of the checkout, or of the package: this file stands in `src/server/web`, or in `dist/server/web`. */
const ROOT = join(import.meta.dirname, '../../..');
/** Milliseconds after which a build is given up. */
const BUILD_MS = 120_000;
/** Most characters of what a failed build said. */
const SAID = 2_000;

/** What a bundle was made of, as its build writes it: the sha256 of each source, by its path below the root. */
const madeOf = z.record(z.string(), z.string());

interface Bundle {
  readonly name: string;
  /** Below the root. */
  readonly folder: string;
  /** The module that builds it, below the root. A package has none. */
  readonly builder: string;
  /** What the builder needs beside Node: the file of a package that is installed for development alone. */
  readonly needs: string;
  /** The arguments of Node for a build. */
  readonly build: (folder: string) => readonly string[];
}

const VITE = 'node_modules/vite/bin/vite.js';

/** @throws RLAR_DASHBOARD_MISSING where the dashboard is not there and cannot be made */
export const openBundle = opener({
  name: 'dashboard',
  folder: 'dist/web',
  builder: 'web/vite.config.ts',
  needs: VITE,
  build: (folder) => [
    join(ROOT, VITE),
    'build',
    '--config',
    join(ROOT, 'web/vite.config.ts'),
    '--outDir',
    folder,
  ],
});

/** @throws RLAR_DASHBOARD_MISSING where the documentation is not there and cannot be made */
export const openDocs = opener({
  name: 'documentation',
  folder: 'dist/docs',
  builder: 'scripts/docs.ts',
  needs: 'node_modules/marked/package.json',
  build: (folder) => [
    '--disable-warning=ExperimentalWarning',
    join(ROOT, 'scripts/docs.ts'),
    '--out',
    folder,
  ],
});

/** @returns what opens a bundle; calls that come while it is built wait for the same build */
function opener(bundle: Bundle): () => Promise<BundleFiles> {
  let building: Promise<BundleFiles> | null = null;
  return async () => {
    if (isFresh(bundle)) {
      try {
        return readBundle(join(ROOT, bundle.folder));
      } catch {
        // Another process replaces it at this moment.
      }
    }
    building ??= build(bundle).finally(() => {
      building = null;
    });
    return building;
  };
}

/** Whether a bundle is there and made of the sources as they are. A package has no sources, and its bundles are always fresh. */
function isFresh({ folder, builder }: Bundle): boolean {
  const bundle = join(ROOT, folder);
  if (!existsSync(join(ROOT, builder))) return existsSync(join(bundle, 'index.html'));
  try {
    const sources = madeOf.parse(JSON.parse(readFileSync(join(bundle, SOURCES), 'utf8')));
    return Object.entries(sources).every(
      ([path, digest]) => hash('sha256', readFileSync(join(ROOT, path))) === digest,
    );
  } catch {
    return false;
  }
}

async function build(bundle: Bundle): Promise<BundleFiles> {
  const { name, needs } = bundle;
  if (!existsSync(join(ROOT, needs)))
    throw new RlarError(
      'RLAR_DASHBOARD_MISSING',
      `the ${name} is not built, and ${needs}, which builds it, is not installed`,
    );
  const folder = `${join(ROOT, bundle.folder)}-${process.pid}`;
  const child = spawn(process.execPath, bundle.build(folder), {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: BUILD_MS,
  });
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
      `the ${name} could not be built: ${said.trim() || 'its build gave no reason'}`,
    );
  }
  const files = readBundle(folder);
  keep(folder, join(ROOT, bundle.folder));
  return files;
}

/** Puts a new bundle in the place of the old one. Where another process did so first, its bundle is as good. */
function keep(made: string, place: string): void {
  try {
    rmSync(place, { recursive: true, force: true });
    renameSync(made, place);
  } catch {
    rmSync(made, { recursive: true, force: true });
  }
}
