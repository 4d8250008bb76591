import { rmSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { ADDED_CONCURRENCY, addedDeadline, CALL_MS } from '../../library/added-tools/agent-record.ts';
import { inspectJavaScript } from '../../library/added-tools/inspect-javascript.ts';
import { type AddedTool, addedTool, versionFolder, versionOf } from '../../library/added-tools/record.ts';
import { workFolder } from '../../library/added-tools/tool-files.ts';
import { type PublishPlace, publishTool } from '../../library/publications/publish.ts';
import type { Grant, PythonFunction } from '../../sandbox/functions/function-spec.ts';
import { inspectPython } from '../../sandbox/functions/inspect-python.ts';
import { installRequirements } from '../../sandbox/functions/install-requirements.ts';
import { RlarError } from '../../spec/errors.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import { builtInTools } from '../../tools/index.ts';
import { admitAddedTool, type Trial } from './admit-added-tool.ts';
import { generateSamples, readSampleFile, readSamples } from './samples.ts';

/** What a user says about a reward function that they bring. */
export interface AddToolOptions extends PublishPlace {
  readonly file: string;
  readonly id?: string;
  readonly kinds?: readonly string[];
  readonly slot?: ToolDeclaration['slot'];
  readonly range?: readonly [number, number];
  /** Rows as in docs/input.md. */
  readonly samples?: string;
  /** A requirements file of pip. */
  readonly requirements?: string;
  /** The name of the function, where the file holds several. */
  readonly function?: string;
  /** Milliseconds that one call may take. */
  readonly callMs?: number;
  readonly trust?: 'sandbox' | 'own';
  readonly grants?: readonly Grant[];
}

export interface AddedReport {
  readonly record: AddedTool;
  /** One sentence on what was found in the file. */
  readonly found: string;
  readonly trial: Trial;
  readonly folder: string;
}

const OWN_NOTE =
  'The user’s own code: it reaches what they granted, exactly, where bubblewrap is installed; elsewhere it runs with the rights of the service, which nothing enforces.';

/**
 * Takes a reward function that somebody already has: finds its shape without running it, tries it on samples, and puts
 * it into `HOME/tools/ID/VERSION` with its card and its evidence, and publishes it. The same id again is another version of it,
 * which takes its place.
 * @throws RLAR_INVALID_TOOL, RLAR_FILE_UNREADABLE, RLAR_SANDBOX_MISSING
 */
export async function addTool(options: AddToolOptions): Promise<AddedReport> {
  const source = readSampleFile(options.file);
  const language = languageOf(options.file);
  const id = options.id ?? idFrom(options.file);
  if (builtInTools.some((tool) => tool.declaration.id === id))
    throw new RlarError('RLAR_INVALID_TOOL', `${id} is a tool of rlar: choose another with --id`);
  const inspected =
    language === 'python' ? await inspectPython(source, options.function, options.trust) : null;
  const work = workFolder(options.home);
  try {
    const { requirements: file } = options;
    const requirements =
      file && inspected ? await installRequirements(file, join(work, 'venv'), options.trust === 'own') : [];
    const { record, found } = describe(options, id, source, inspected, requirements);
    const range = record.declaration.range;
    const text = options.samples ? readSampleFile(options.samples) : null;
    const samples = text ? readSamples(options.samples ?? '', text, range) : generateSamples();
    const trial = await admitAddedTool(record, { program: source }, work, samples);
    requireSense(record, trial, text !== null);
    const files = { record, sources: { program: source }, evidence: trial.evidence, folder: work };
    publishTool(
      options,
      { ...files, ...(text !== null && { samples: text }) },
      { by: 'user', reason: `rlar tools add ${basename(options.file)}` },
    );
    const folder = versionFolder(options.home, id, record.declaration.version);
    return { record, found, trial, folder };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function languageOf(file: string): 'python' | 'javascript' {
  const extension = extname(file);
  if (extension === '.py') return 'python';
  if (extension === '.js' || extension === '.mjs') return 'javascript';
  throw new RlarError('RLAR_INVALID_TOOL', `${file}: expected a .py, .js or .mjs file`);
}

function idFrom(file: string): string {
  const name = basename(file, extname(file)).toLowerCase();
  return name.replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '') || 'reward-function';
}

function describe(
  options: AddToolOptions,
  id: string,
  source: string,
  found: PythonFunction | null,
  requirements: readonly string[],
): { record: AddedTool; found: string } {
  const { trust = 'sandbox', grants = [], slot = 'correctness' } = options;
  if (trust === 'sandbox' && grants.length > 0)
    throw new RlarError('RLAR_INVALID_TOOL', '--allow grants to code that is your own: say --trust own');
  if (trust === 'own' && !found)
    throw new RlarError('RLAR_INVALID_TOOL', '--trust own is for Python; JavaScript runs in QuickJS alone');
  const javascript = found ? null : inspectJavaScript(source);
  const signature = found
    ? `${found.asynchronous ? 'async ' : ''}${found.shape === 'swift' ? 'class ' : ''}${found.name}(${found.parameters.map(({ name }) => name).join(', ')}${found.variadic ? ', **' : ''})`
    : `export default (${javascript?.parameters.join(', ')}) =>`;
  const shape = found?.shape ?? 'JavaScript';
  const usesReference = found ? found.usesReference : javascript?.usesReference === true;
  const sentence = `a ${shape} reward function, ${signature}${found ? `, in line ${found.line}` : ''}`;
  const callMs = options.callMs ?? CALL_MS[found ? 'python' : 'javascript'];
  const record = addedTool.safeParse({
    declaration: {
      id,
      version: 'unset',
      title: `${found?.name ?? id} (${shape})`,
      description:
        `Brought by the user: ${sentence}. ${trust === 'own' ? OWN_NOTE : ''} ${found?.documentation ?? ''}`.trim(),
      type: 'verifier',
      slot,
      needs: usesReference ? ['reference'] : [],
      range: options.range ?? [0, 1],
      kinds: options.kinds ?? [],
      execution: 'async',
      deadlineMs: addedDeadline(callMs),
      concurrency: ADDED_CONCURRENCY,
      contentGuard: slot === 'correctness' || slot === 'quality',
      provenance: {
        origin: 'user',
        source: basename(options.file),
        ...(trust === 'own' && { trust, grants: grants.map(grantText) }),
      },
    },
    file: found ? 'function.py' : 'function.js',
    callMs,
    run: found
      ? { language: 'python', found, trust, grants, requirements }
      : { language: 'javascript', usesReference },
  });
  if (!record.success) {
    const issue = record.error.issues[0];
    throw new RlarError('RLAR_INVALID_TOOL', `${issue?.path.at(-1)?.toString()}: ${issue?.message}`);
  }
  const version = versionOf(record.data, { program: source });
  return {
    record: { ...record.data, declaration: { ...record.data.declaration, version } },
    found: sentence,
  };
}

function grantText(given: Grant): string {
  return given.kind === 'net' ? `net=${given.host}:${given.port}` : `read=${given.path}`;
}

/** @throws RLAR_INVALID_TOOL where the samples show that it cannot work as it is */
function requireSense({ declaration }: AddedTool, { verdicts }: Trial, given: boolean): void {
  const failures = verdicts.flatMap(({ verdict }) => (verdict.status === 'failed' ? [verdict.error] : []));
  const first = failures[0];
  if (!first) return;
  if (first.boundary === 'sandbox') throw new RlarError(first.code, first.message);
  const outside = failures.find((error) => error.message.includes('outside its range'));
  if (outside)
    throw new RlarError(
      'RLAR_INVALID_TOOL',
      `${outside.message}; say what it returns with --range MIN,MAX (higher is better)`,
    );
  const unloaded = failures.find((error) => error.message.includes('does not load'));
  if (unloaded)
    throw new RlarError('RLAR_INVALID_TOOL', `${unloaded.message}; packages come with --requirements FILE`);
  if (given && failures.length === verdicts.length)
    throw new RlarError('RLAR_INVALID_TOOL', `${declaration.id} failed on every sample: ${first.message}`);
}
