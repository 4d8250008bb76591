import { basename, extname, join } from 'node:path';
import { ADDED_CONCURRENCY, addedDeadline, CALL_MS } from '../../library/added-tools/agent-record.ts';
import { inspectJavaScript } from '../../library/added-tools/inspect-javascript.ts';
import { type AddedTool, addedTool, finishRecord } from '../../library/added-tools/record.ts';
import type { Grant, PythonFunction } from '../../sandbox/functions/function-spec.ts';
import { inspectPython } from '../../sandbox/functions/inspect-python.ts';
import {
  type InstalledPackages,
  installRequirements,
} from '../../sandbox/requirements/install-requirements.ts';
import { RlarError } from '../../spec/errors.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import { builtInTools } from '../../tools/index.ts';
import { readSampleFile } from './samples.ts';

/** A file with a reward function, and the user's description of it. */
export interface ToolFile {
  readonly file: string;
  readonly id?: string;
  readonly kinds?: readonly string[];
  readonly slot?: ToolDeclaration['slot'];
  readonly range?: readonly [number, number];
  /** A requirements file of pip. */
  readonly requirements?: string;
  /** The name of the function, where the file holds several. */
  readonly function?: string;
  /** The sort of constraint that it checks, where it takes `(response, kwargs, prompt)`. */
  readonly constraint?: string;
  /** Milliseconds that one call may take. */
  readonly callMs?: number;
  /** Whether the same input may get another value. */
  readonly stochastic?: boolean;
  readonly trust?: 'sandbox' | 'own';
  readonly grants?: readonly Grant[];
}

export interface FileRecord {
  readonly record: AddedTool;
  readonly source: string;
  /** One sentence that describes the function in the file. */
  readonly found: string;
}

/**
 * Finds the shape of a reward function without running it.
 * @param work folder that its packages are put into
 * @throws RLAR_INVALID_TOOL, RLAR_FILE_UNREADABLE, RLAR_SANDBOX_MISSING
 */
export async function recordOfFile(options: ToolFile, work: string): Promise<FileRecord> {
  const source = readSampleFile(options.file);
  const language = languageOf(options.file);
  const id = options.id ?? idFrom(options.file);
  if (builtInTools.some((tool) => tool.declaration.id === id))
    throw new RlarError('RLAR_INVALID_TOOL', `${id} is a tool of rlar: choose another with --id`);
  const inspected =
    language === 'python' ? await inspectPython(source, options.function, options.trust) : null;
  const { requirements: file } = options;
  const installed =
    file && inspected ? await installRequirements(file, join(work, 'venv'), options.trust === 'own') : null;
  return { source, ...describe(options, id, source, inspected, installed) };
}

const OWN_NOTE =
  'The user’s own code: it reaches what they granted, exactly, where bubblewrap is installed; elsewhere it runs with the rights of the service, which nothing enforces.';

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
  options: ToolFile,
  id: string,
  source: string,
  found: PythonFunction | null,
  installed: InstalledPackages | null,
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
  const constrains = found
    ? found.shape === 'constraint'
    : javascript?.parameters.some((name) => name.startsWith('kwargs')) === true;
  const constraint = constrains ? (options.constraint ?? `user:${id}`) : undefined;
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
      needs: usesReference && !constrains ? ['reference'] : [],
      ...(constraint !== undefined && { constraint }),
      range: options.range ?? [0, 1],
      kinds: options.kinds ?? [],
      execution: 'async',
      ...addedDeadline(callMs),
      concurrency: ADDED_CONCURRENCY,
      ...(options.stochastic && { deterministic: false }),
      contentGuard: !constrains && (slot === 'correctness' || slot === 'quality'),
      provenance: {
        origin: 'user',
        source: basename(options.file),
        ...(trust === 'own' && { trust, grants: grants.map(grantText) }),
      },
    },
    file: found ? 'function.py' : 'function.js',
    callMs,
    run: found
      ? { language: 'python', found, trust, grants, ...(installed ?? { requirements: [] }) }
      : { language: 'javascript', usesReference },
  });
  if (!record.success) {
    const issue = record.error.issues[0];
    throw new RlarError('RLAR_INVALID_TOOL', `${issue?.path.at(-1)?.toString()}: ${issue?.message}`);
  }
  return { record: finishRecord(record.data, { program: source }), found: sentence };
}

function grantText(given: Grant): string {
  return given.kind === 'net' ? `net=${given.host}:${given.port}` : `read=${given.path}`;
}
