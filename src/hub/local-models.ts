import { createHash, hash } from 'node:crypto';
import {
  closeSync,
  constants,
  createReadStream,
  type Dirent,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
} from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asRlarError, RlarError } from '../spec/errors.ts';
import { factsOfFiles } from './facts-of-files.ts';
import { filesToTake, fillModelFolder } from './model-download.ts';
import type { ModelFacts } from './model-facts.ts';
import type { ModelListing, ModelQuery, ModelSource } from './model-source.ts';
import { parameterCount } from './parameter-count.ts';
import type { Tensors } from './read-head.ts';
import { readHeader } from './read-header.ts';

/** Bytes of a file that go into a model's revision; of a longer one its size and its front do. */
const HASHED = 64 * 1024 * 1024;
const LONGEST_TEXT = 10 * 1024 * 1024;

/**
 * A folder of models: `NAME/config.json` or `OWNER/NAME/config.json`, as `huggingface-cli download --local-dir` leaves
 * them. A model's revision is a hash of its files.
 */
export function localModels(folder: string): ModelSource {
  return {
    name: folder,
    search: async (queries) => {
      const named = idsIn(folder).filter(
        (id) => queries.length === 0 || queries.some((query) => fits(id, query)),
      );
      return named.flatMap((id) => {
        const facts = readFolder(folder, id);
        const found =
          queries.length === 0 || queries.some((query) => fits(id, query) && filtered(facts, query));
        return found ? [listingOf(facts)] : [];
      });
    },
    facts: async (id) => readFolder(folder, id),
    async fetchTo(target, { id, revision, code }, watch) {
      const facts = readFolder(folder, id);
      if (facts.revision !== revision)
        throw new RlarError('RLAR_DOWNLOAD_BROKEN', `${id} in ${folder} was changed since it was chosen`);
      const at = join(folder, id);
      const sizes = namesOfFiles(at).map((name) => ({ name, size: statSync(join(at, name)).size }));
      return fillModelFolder(target, filesToTake(id, sizes, code), watch, async ({ name }, path) => {
        await copyFile(join(at, name), path, constants.COPYFILE_FICLONE);
        return sha256Of(path);
      });
    },
  };
}

function idsIn(folder: string): string[] {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) throw noFolder(folder, stats ? 'is a file, not a folder' : 'no such folder');
  const isModel = (path: string): boolean =>
    existsSync(join(folder, path, 'config.json')) || existsSync(join(folder, path, 'adapter_config.json'));
  return namesIn(folder).flatMap((name) =>
    isModel(name)
      ? [name]
      : namesIn(join(folder, name))
          .map((inner) => `${name}/${inner}`)
          .filter(isModel),
  );
}

function noFolder(folder: string, why: string): RlarError {
  return new RlarError('RLAR_FILE_UNREADABLE', `${folder}: ${why}`, {
    remedy: 'Give the folder that holds the models.',
  });
}

function entriesIn(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (thrown) {
    throw noFolder(folder, `cannot be read (${asRlarError(thrown).message})`);
  }
}

function namesIn(folder: string): string[] {
  return entriesIn(folder)
    .filter((entry) => entry.isDirectory() && /^[\w.-]+$/.test(entry.name) && !/^\.+$/.test(entry.name))
    .map(({ name }) => name)
    .sort();
}

function fits(id: string, { query, owner }: ModelQuery): boolean {
  const words = (query ?? '').toLowerCase().split(/\s+/);
  return (
    words.every((word) => id.toLowerCase().includes(word)) && (owner ?? id.split('/')[0]) === id.split('/')[0]
  );
}

/** The filters that a hub would have applied. */
function filtered(
  facts: ModelFacts,
  { task, tags = [], gated, parameters: bounds = {} }: ModelQuery,
): boolean {
  const { parameters, licence } = facts;
  const has = new Set([
    ...facts.tags,
    ...(facts.languages ?? []),
    ...(facts.library === null ? [] : [facts.library]),
    ...(licence.state === 'stated' ? [`license:${licence.id}`] : []),
  ]);
  const [least, most] = [parameterCount(bounds.min), parameterCount(bounds.max)];
  return (
    (task === undefined || task === facts.pipelineTag) &&
    tags.every((tag) => has.has(tag)) &&
    gated !== true &&
    (least === null || (parameters !== null && parameters >= least)) &&
    (most === null || (parameters !== null && parameters <= most))
  );
}

function listingOf(facts: ModelFacts): ModelListing {
  return {
    id: facts.id,
    task: facts.pipelineTag,
    library: facts.library,
    licence: facts.licence.state === 'stated' ? facts.licence.id : null,
    gated: false,
    parameters: facts.parameters,
    downloads: 0,
    likes: 0,
  };
}

function readFolder(folder: string, id: string): ModelFacts {
  const at = join(folder, id);
  if (!/^[\w.-]+(\/[\w.-]+)?$/.test(id) || /(?:^|\/)\.+(?:\/|$)/.test(id) || !existsSync(at))
    throw new RlarError('RLAR_HUB_NOT_FOUND', `no model ${id} in ${folder}`);
  const names = namesOfFiles(at);
  const weights = names.filter((name) => /^model.*\.safetensors$/.test(name));
  const headers = weights.map((name) => readHeader(join(at, name)));
  const tensors: Tensors = Object.assign(Object.create(null), ...headers.map((header) => header.tensors));
  return factsOfFiles({
    id,
    revision: revisionOf(at, names),
    source: 'folder',
    names,
    config: jsonIn(at, 'config.json', names),
    tokenizerConfig: jsonIn(at, 'tokenizer_config.json', names),
    card: textIn(at, 'README.md', names) ?? '',
    tensors: weights.length > 0 ? tensors : null,
    dtype: headers[0]?.dtype ?? null,
    parameters: weights.length > 0 ? headers.reduce((sum, { parameters }) => sum + parameters, 0) : null,
    bytes: weights.reduce((sum, name) => sum + statSync(join(at, name)).size, 0),
    access: 'open',
    listed: {},
  });
}

function namesOfFiles(at: string): string[] {
  return entriesIn(at)
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

async function sha256Of(path: string): Promise<string> {
  const whole = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }))
    whole.update(chunk as Buffer);
  return whole.digest('hex');
}

function revisionOf(at: string, names: readonly string[]): string {
  const whole = createHash('sha256');
  for (const name of names) {
    const path = join(at, name);
    const { size } = statSync(path);
    const front = Buffer.alloc(Math.min(size, HASHED));
    const file = openSync(path, 'r');
    try {
      readSync(file, front, 0, front.length, 0);
    } finally {
      closeSync(file);
    }
    whole.update(`${name}\n${size}\n${hash('sha256', front, 'hex')}\n`);
  }
  return whole.digest('hex');
}

function textIn(at: string, name: string, names: readonly string[]): string | null {
  if (!names.includes(name) || statSync(join(at, name)).size > LONGEST_TEXT) return null;
  return readFileSync(join(at, name), 'utf8');
}

/** @returns the value of a file; its text where it is no JSON, null where it is not there */
function jsonIn(at: string, name: string, names: readonly string[]): unknown {
  const text = textIn(at, name, names);
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return text;
  }
}
