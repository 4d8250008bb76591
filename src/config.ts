import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { acquireSettings } from './agents/acquisitions/settings.ts';
import { evolutionSettings } from './evolution/loop/settings.ts';
import { shapeSchema } from './intake/shape.ts';
import { llmFromEnvironment, llmSettings } from './models/settings.ts';
import { RlarError } from './spec/errors.ts';
import { judgeBudget } from './spec/judge-budget.ts';
import { numberLocale } from './spec/number-locale.ts';
import { parseOrThrow } from './spec/parse-or-throw.ts';
import { shapingByKind } from './spec/shaping-by-kind.ts';
import type { Tool } from './spec/tool.ts';
import { trainerSettings } from './spec/trainer-settings.ts';
import { unscorableWorth } from './spec/unscorable-worth.ts';
import { slipOfKinds } from './text/kind-meant.ts';
import type { Fixture } from './tools/fixtures.ts';

/** A tool of the user's own, with the cases that it is to be tested on. Without cases it can be pinned, not routed to. */
export interface UserTool extends Tool {
  readonly fixtures?: readonly Fixture[];
}

const userTool = z.custom<UserTool>(
  (value) => typeof value === 'object' && value !== null && 'declaration' in value && 'prepare' in value,
  'expected a tool made by defineTool',
);

const limits = z.strictObject({
  /** Bytes of one HTTP body. */
  bodyBytes: z
    .number()
    .int()
    .positive()
    .default(64 * 1024 * 1024),
  /** Bytes of all large bodies in work; above it the next are read on when others have been answered. */
  bodiesBytes: z
    .number()
    .int()
    .positive()
    .default(128 * 1024 * 1024),
  /** JSON values of one HTTP body. */
  bodyValues: z.number().int().positive().default(2_000_000),
  /** Rollouts of one request. */
  batchRollouts: z.number().int().positive().default(8192),
  /** Characters of one response or prompt; a longer one is `failed`, its neighbours are scored. */
  textCharacters: z.number().int().positive().default(1_000_000),
  /** Rollouts that may be in work or waiting; above it new requests are held, then refused with 503. */
  queuedRollouts: z.number().int().positive().default(65_536),
  /** Milliseconds that a request may be held while the queue is full. */
  queueWaitMs: z.number().int().nonnegative().default(30_000),
  /** Milliseconds that work goes on after its last client has gone, so that a retry finds it. */
  abandonMs: z.number().int().nonnegative().default(2_000),
});

/** What holds for all judges of the deployment (docs/judges.md). */
const judgeSettings = z.strictObject({
  /** What the judges of one run may spend, where the run says nothing else. */
  budget: judgeBudget.prefault({}),
  /** Whether answers of language models to judges are kept in the home; never where `texts` is `hash`. */
  keepAnswers: z.boolean().default(true),
});

/** Everything that can be configured, with its defaults. Secrets are not here: they come from the environment. */
const configSchema = z.strictObject({
  /** Folder of the ledger and of added tools, made absolute here; null has neither. RLAR_HOME wins over it. */
  home: z
    .string()
    .nullable()
    .default('.rlar')
    .transform((home) => (home === null ? null : resolve(home))),
  /** False: nothing is recorded, but the tools that were added to `home` are there. */
  record: z.boolean().default(true),
  /** `full` keeps texts, so that rewards can be made again; `hash` keeps only their sha256. */
  texts: z.enum(['full', 'hash']).default('full'),
  /** On a full disk: `stop` answers RLAR_DISK_FULL, `continue` scores on without recording. */
  onFull: z.enum(['stop', 'continue']).default('stop'),
  /** Whether a query's `task` and `data_source` may decide its kind. */
  hints: z.boolean().default(true),
  tools: z.array(userTool).default([]),
  /** Shapes of rows besides the published ones, tried before them (docs/input.md). */
  shapes: z.array(shapeSchema).default([]),
  /** Whether provisional tools (a gate could not run on them) may be routed to; every reward of theirs is flagged `provisional`. */
  allowProvisional: z.boolean().default(false),
  /** Whether the form that a prompt asks for is the reward, also of a question that has a right answer. */
  formOnly: z.boolean().default(false),
  /** Whether the checkers of constraints decide alone, also of what says nothing beyond the form. */
  bareCheckers: z.boolean().default(false),
  /** Whether tools that can tell the share that is right (of tests, calls, constraints, rules) give it, in place of right or wrong. */
  partialCredit: z.boolean().default(false),
  /** Whether calls of tools must come in the expected order, with values to the letter. */
  strictToolCalls: z.boolean().default(false),
  /** The language that says what "1.250" is, as a tag such as `de`; null: what each prompt and its references show. */
  numberLocale: numberLocale.nullable().default(null),
  /** What a response without a reward is worth to a trainer where that is the response's own doing; null declares nothing. */
  unscorable: unscorableWorth.nullable().default(null),
  /**
   * A file of reference responses: rows with a prompt and what a base policy answered. Rewards of the shape `par` stand
   * beside them, where a query brings none of its own.
   */
  parReferences: z.string().optional(),
  /** How the rewards of a group are shaped after its tools have spoken, by kind, family or `*` (docs/shaping.md). */
  shaping: shapingByKind.default({}).superRefine((byKind, context) => {
    const slip = slipOfKinds(byKind);
    if (slip !== null) context.addIssue({ code: 'custom', message: slip });
  }),
  /** Worker threads for CPU-heavy tools; one less than the cores by default. */
  threads: z.number().int().positive().optional(),
  /** Programs that a process runs at a time for others of its deployment; twice the processors by default. */
  sandboxPlaces: z.number().int().positive().optional(),
  /** Results kept in memory, of tools that are not inline. */
  cacheEntries: z.number().int().nonnegative().default(50_000),
  /** Milliseconds for which a tool's word on its health holds; the next work after that asks again. */
  healthMs: z.number().int().nonnegative().default(5_000),
  host: z.string().default('127.0.0.1'),
  port: z.number().int().min(0).max(65_535).default(8421),
  limits: limits.prefault({}),
  trainers: trainerSettings.prefault({}),
  judges: judgeSettings.prefault({}),
  /** The language model that agents ask. */
  llm: llmSettings.prefault({}),
  /** What acquisitions may spend, and how many work at once. */
  acquire: acquireSettings.prefault({}),
  /** What the loop of evolution may do and spend (docs/evolution.md). */
  evolution: evolutionSettings.prefault({}),
});
export type Config = z.infer<typeof configSchema>;
export type ConfigInput = z.input<typeof configSchema>;

/** @throws RlarError RLAR_INVALID_CONFIG naming the first wrong field */
export function parseConfig(input: unknown): Config {
  return parseOrThrow(configSchema, input, { code: 'RLAR_INVALID_CONFIG', whole: 'configuration' });
}

const FILES = ['rlar.config.ts', 'rlar.config.js', 'rlar.config.mjs', 'rlar.yaml', 'rlar.yml'];

/**
 * Reads the configuration of a folder: `rlar.config.ts` (typed by `defineConfig`) or `rlar.yaml`, or the defaults.
 * RLAR_HOME, RLAR_HOST, RLAR_PORT and RLAR_LLM_… win over the file.
 * @param file a path given by the user, which must exist
 * @throws RlarError RLAR_INVALID_CONFIG
 */
export async function loadConfig(file?: string): Promise<Config> {
  if (file && !existsSync(file))
    throw new RlarError('RLAR_INVALID_CONFIG', `no such file: ${resolve(file)}`, {
      remedy: 'Check the path behind --config.',
    });
  const found = file ?? FILES.find((name) => existsSync(name));
  const given = found ? await readConfig(resolve(found)) : {};
  const { RLAR_HOME, RLAR_HOST, RLAR_PORT } = process.env;
  const fromFile = 'llm' in given && typeof given.llm === 'object' ? given.llm : null;
  return parseConfig({
    ...given,
    llm: withEnvironment(fromFile),
    ...(RLAR_HOME && { home: RLAR_HOME }),
    ...(RLAR_HOST && { host: RLAR_HOST }),
    ...(RLAR_PORT && { port: Number(RLAR_PORT) }),
  });
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

function withEnvironment(fromFile: object | null): object {
  const { roles, ...named } = llmFromEnvironment(process.env);
  const given: Record<string, unknown> = { ...fromFile };
  if (!roles) return { ...given, ...named };
  const before: Record<string, unknown> = { ...objectOf(given.roles) };
  const merged = Object.entries(roles).map(([role, reach]) => [
    role,
    { ...objectOf(before[role]), ...reach },
  ]);
  return { ...given, ...named, roles: { ...before, ...Object.fromEntries(merged) } };
}

/** A configuration in a clone imports `rlar` and `rlar/testing` like one beside the installed package: they are this very rlar. */
function resolveOwnName(): () => void {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const own = new Map([
    ['rlar', new URL(`./index.${ending}`, import.meta.url).href],
    ['rlar/testing', new URL(`./testing/index.${ending}`, import.meta.url).href],
  ]);
  const hooks = registerHooks({
    resolve: (specifier, context, next) => {
      const url = own.get(specifier);
      return url ? { url, shortCircuit: true } : next(specifier, context);
    },
  });
  return () => hooks.deregister();
}

async function readConfig(path: string): Promise<object> {
  const release = resolveOwnName();
  try {
    const content: unknown = /\.ya?ml$/.test(path)
      ? parse(readFileSync(path, 'utf8'))
      : ((await import(pathToFileURL(path).href)) as { default?: unknown }).default;
    if (content === null || content === undefined) return {};
    if (typeof content === 'object' && !Array.isArray(content)) return content;
    throw new TypeError('expected an object');
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    throw new RlarError('RLAR_INVALID_CONFIG', `${path}: ${message}`, {
      cause: thrown,
      remedy:
        'Correct that file; its default export is what defineConfig returns, or an object with the same keys.',
    });
  } finally {
    release();
  }
}
