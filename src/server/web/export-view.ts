/**
 * Writes the dashboard with the data of runs into a folder that any static file server can serve. It holds what the views ask for
 * of these runs: figures over steps, the newest rewards with all that is recorded of them, their groups, the library, and
 * what agents did. What else a view may ask for is not there, and the page says so.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { RlarError } from '../../spec/errors.ts';
import type { BundleFiles } from './bundle-files.ts';
import { copyKey } from './copy-key.ts';
import { openBundle } from './open-bundle.ts';
import { PAGE_HEADERS } from './page-headers.ts';
import { VIEW_NAMES } from './view-names.ts';

interface ExportOptions {
  /** Only this run; all by default. */
  readonly run?: string;
  /** Most rewards of a run, the newest. */
  readonly rewards: number;
  readonly bundle?: () => Promise<BundleFiles>;
}

const PAGE = 200;
/** Most groups of a run, by each sort. */
const GROUPS = 400;

const name = z.string().nullable();
const runList = z.looseObject({ items: z.array(z.looseObject({ run: name })) });
const parts = z.object({
  kinds: z.array(z.object({ part: name })),
  tools: z.array(z.object({ part: name })),
});
const rewardPage = z.object({
  items: z.array(z.object({ record: z.string(), query: z.string(), step: z.number().optional() })),
  next: name,
});
const groupPage = z.object({
  items: z.array(z.object({ query: z.string(), step: z.number().nullable() })),
  next: name,
});
const lines = z.object({
  items: z.array(
    z.looseObject({
      record: z.string().optional(),
      run: name.optional(),
      step: z.number().nullish(),
      query: z.string(),
    }),
  ),
});
const tools = z.object({ tools: z.array(z.object({ id: z.string() })) });
const acquisitions = z.object({ acquisitions: z.array(z.object({ id: z.string() })) });

/** @param folder empty or not there. @throws RLAR_OUTPUT_FAILED, RLAR_NOT_FOUND where there is no such run */
export async function exportView(
  app: FastifyInstance,
  folder: string,
  { run: only, rewards: most, bundle = openBundle }: ExportOptions,
): Promise<{ readonly files: number; readonly rewards: number }> {
  const copy = new Copy(app, folder);
  const all = runList.parse(await copy.ask('v1/runs'));
  const runs = all.items.filter(({ run }) => run !== null && (only === undefined || run === only));
  if (only !== undefined && runs.length === 0)
    throw new RlarError('RLAR_NOT_FOUND', `no run ${only}`, { remedy: '`rlar runs` lists the runs.' });
  copy.put('v1/runs', { items: only === undefined ? all.items : runs });
  let rewards = 0;
  for (const { run } of runs) rewards += await exportRun(copy, run!, most);
  const { tools: cards } = tools.parse(await copy.take('v1/tools'));
  for (const { id } of cards) {
    await copy.take(`v1/tools/${id}`);
    await copy.take(`v1/tools/${id}/history`);
  }
  await copy.take('v1/library/log');
  await copy.take('v1/evolution');
  for (const { id } of acquisitions.parse(await copy.take('v1/acquisitions')).acquisitions)
    await copy.take(`v1/acquisitions/${encodeURIComponent(id)}`);
  copy.putLists();
  copy.close(await bundle());
  return { files: copy.files, rewards };
}

/** @returns the number of its rewards in the copy */
async function exportRun(copy: Copy, run: string, most: number): Promise<number> {
  const of = `run=${encodeURIComponent(run)}`;
  const path = `v1/runs/${encodeURIComponent(run)}`;
  const { kinds, tools: used } = parts.parse(await copy.take(path));
  const within = [
    '',
    ...kinds.map(({ part }) => (part === null ? null : `&kind=${encodeURIComponent(part)}`)),
    ...used.map(({ part }) => (part === null ? null : `&tool=${encodeURIComponent(part)}`)),
  ].filter((filter) => filter !== null);
  for (const filter of within) {
    if (filter !== '') await copy.take(`${path}?${filter.slice(1)}`);
    for (const by of ['all', 'kind', 'tool']) await copy.take(`v1/series?${of}${filter}&by=${by}`);
    await copy.take(`v1/histogram?${of}${filter}`);
  }
  const records = new Map<string, number | undefined>();
  const groups = new Set<string>();
  for (const sort of ['newest', 'lowest', 'highest', 'longest'])
    for await (const { record, query, step } of listed(
      copy,
      `v1/rewards?${of}&sort=${sort}`,
      rewardPage,
      most,
    )) {
      records.set(record, step);
      groups.add(`v1/groups/${query}?${of}${step === undefined ? '' : `&step=${step}`}`);
      if (sort !== 'newest' && records.size >= 2 * most) break;
    }
  for (const sort of ['newest', 'spread', 'length', 'disagreement'])
    for await (const { query, step } of listed(copy, `v1/groups?${of}&sort=${sort}`, groupPage, GROUPS))
      groups.add(`v1/groups/${query}?${of}${step === null ? '' : `&step=${step}`}`);
  for (const step of new Set(records.values())) {
    if (step === undefined) continue;
    for await (const { record } of listed(copy, `v1/rewards?${of}&step=${step}`, rewardPage, PAGE))
      records.set(record, step);
    copy.hold('groups', await copy.take(`v1/groups?${of}&step=${step}&limit=${PAGE}`));
  }
  for (const address of groups) await copy.take(address);
  for (const record of records.keys()) await copy.take(`v1/rewards/${record}`);
  return records.size;
}

/** The items of a list up to `most`, page by page; the last page of the copy has no next one. */
async function* listed<Item>(
  copy: Copy,
  address: string,
  shape: z.ZodType<{ items: Item[]; next: string | null }>,
  most: number,
): AsyncGenerator<Item> {
  let cursor: string | null = '';
  for (let taken = 0; cursor !== null; ) {
    const asked = `${address}&limit=${Math.max(1, Math.min(PAGE, most - taken))}${cursor && `&cursor=${cursor}`}`;
    const answer = await copy.ask(asked);
    const { items, next } = shape.parse(answer);
    taken += items.length;
    cursor = taken < most ? next : null;
    copy.put(asked, { ...(answer as object), next: cursor });
    copy.hold(address.startsWith('v1/groups') ? 'groups' : 'rewards', answer);
    yield* items;
  }
}

class Copy {
  readonly #app: FastifyInstance;
  readonly #folder: string;
  /** By key: the number of its file. */
  readonly #index = new Map<string, number>();
  /** The lines of all lists, each once, from which the page answers what no file holds. */
  readonly #lists = { rewards: new Map<string, unknown>(), groups: new Map<string, unknown>() };
  files = 0;

  constructor(app: FastifyInstance, folder: string) {
    this.#app = app;
    this.#folder = folder;
    try {
      mkdirSync(join(folder, 'data'), { recursive: true });
      if (readdirSync(join(folder, 'data')).length > 0) throw new Error('it holds a copy already');
    } catch (cause) {
      throw new RlarError('RLAR_OUTPUT_FAILED', `${folder} cannot be written: ${(cause as Error).message}`, {
        cause,
      });
    }
  }

  async ask(address: string): Promise<unknown> {
    const reply = await this.#app.inject(`/${address}`);
    if (reply.statusCode !== 200)
      throw new RlarError(
        'RLAR_NOT_FOUND',
        `${address} gave ${reply.statusCode}: ${reply.body.slice(0, 300)}`,
      );
    return reply.json();
  }

  async take(address: string): Promise<unknown> {
    const answer = await this.ask(address);
    this.put(address, answer);
    return answer;
  }

  hold(list: 'rewards' | 'groups', answer: unknown): void {
    for (const line of lines.parse(answer).items)
      this.#lists[list].set(line.record ?? `${line.run} ${line.step} ${line.query}`, line);
  }

  putLists(): void {
    const held = Object.entries(this.#lists).map(([list, found]) => [list, [...found.values()]]);
    this.#write('data/lists.json', JSON.stringify(Object.fromEntries(held)));
  }

  put(address: string, answer: unknown): void {
    const key = copyKey(address);
    const number = this.#index.get(key) ?? this.#index.size;
    this.#index.set(key, number);
    this.#write(`data/${number}.json`, JSON.stringify(answer));
  }

  close(bundle: BundleFiles): void {
    this.#write('data/index.json', JSON.stringify(Object.fromEntries(this.#index)));
    const page = bundle.get('index.html')?.bytes.toString() ?? '';
    for (const [path, { bytes }] of bundle) if (path !== 'index.html') this.#write(path, bytes);
    this.#write('index.html', copyPage(page));
    for (const view of VIEW_NAMES)
      this.#write(`${view}/index.html`, copyPage(page.replaceAll(/(src|href)="\.\//g, '$1="../')));
  }

  #write(path: string, content: string | Buffer): void {
    mkdirSync(dirname(join(this.#folder, path)), { recursive: true });
    writeFileSync(join(this.#folder, path), content);
    this.files += 1;
  }
}

/** A file server sends no policy, so the page brings its own, and says that it is a copy. */
function copyPage(page: string): string {
  const policy = PAGE_HEADERS['content-security-policy'].replace(/frame-ancestors [^;]*; /, '');
  return page.replace(
    '<meta charset="utf-8" />',
    `<meta charset="utf-8" />\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />\n    <meta name="rlar-copy" content="" />`,
  );
}
