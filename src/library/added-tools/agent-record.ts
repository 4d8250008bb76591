import { LOAD_MS } from '../../sandbox/functions/function-pool.ts';
import { inspectPython } from '../../sandbox/functions/inspect-python.ts';
import { MOST_TIMES } from '../../sandbox/program/standstill.ts';
import { RlarError } from '../../spec/errors.ts';
import { firstIssue } from '../../spec/parse-or-throw.ts';
import type { Need, ToolDeclaration } from '../../spec/tool-card.ts';
import { definesFunction, inspectJavaScript } from './inspect-javascript.ts';
import { type AddedTool, addedTool, finishRecord, type ToolSources } from './record.ts';

/** Most rollouts of an added tool in work at once. The number is part of the card, so it must be the same on every machine. */
export const ADDED_CONCURRENCY = 8;
/** Milliseconds that one call may take. */
export const CALL_MS = { python: 2_000, javascript: 200 } as const;
/** Most milliseconds that a recogniser may take for one prompt. */
const RECOGNISER_MS = 50;

/** An agent's description of a tool that it wrote. */
export interface AgentToolParts {
  readonly id: string;
  readonly title: string;
  /** The property that the tool checks, and its limits. */
  readonly description: string;
  readonly language: 'javascript' | 'python';
  /** Kinds that the tool serves; empty for a constraint tool. */
  readonly kinds: readonly string[];
  /** The sort of constraint that it checks, by id. */
  readonly constraint?: string;
  /** `verifier` by default. */
  readonly type?: 'verifier' | 'metric';
  /** `correctness` by default. */
  readonly slot?: ToolDeclaration['slot'];
  readonly needs?: readonly Need[];
  readonly callMs?: number;
  /** The origin of the tool, such as the id of its acquisition. */
  readonly source?: string;
}

/**
 * The sandbox ends each call that takes too long. The deadline of a rollout is a net around its calls: it includes the time
 * behind the calls of other rollouts, and all of that as long as a busy machine may draw it out. So a rollout that reaches
 * it has failed, and has no score.
 * @returns the part of an added tool's card that says when a rollout is given up
 */
export function addedDeadline(callMs: number): Pick<ToolDeclaration, 'deadlineMs' | 'overTime'> {
  return { deadlineMs: MOST_TIMES * (ADDED_CONCURRENCY * callMs + LOAD_MS), overTime: 'failed' };
}

/** @returns the part of a rollout's deadline, in milliseconds, that one call of an added tool may take */
export function callOf(deadlineMs: number): number {
  return Math.max(0, deadlineMs / MOST_TIMES - LOAD_MS) / ADDED_CONCURRENCY;
}

/**
 * Makes the record of a tool that an agent wrote; always sandboxed. Its programs are read, never run.
 * @throws RLAR_INVALID_TOOL with the reason, where a program lacks its required function · RLAR_SANDBOX_MISSING for Python
 * without bubblewrap
 */
export async function makeAgentRecord(parts: AgentToolParts, sources: ToolSources): Promise<AddedTool> {
  const { language, constraint, needs = [], callMs = CALL_MS[language] } = parts;
  if (constraint === undefined && parts.kinds.length === 0)
    throw new RlarError('RLAR_INVALID_TOOL', 'a tool serves a kind or checks a constraint');
  requireRecogniser(sources.recogniser, constraint !== undefined);
  const record = addedTool.safeParse({
    declaration: {
      id: parts.id,
      version: 'unset',
      title: parts.title,
      description: parts.description,
      type: parts.type ?? 'verifier',
      slot: parts.slot ?? 'correctness',
      needs: [...needs],
      kinds: [...parts.kinds],
      ...(constraint !== undefined && { constraint }),
      execution: 'async',
      ...addedDeadline(callMs),
      concurrency: ADDED_CONCURRENCY,
      contentGuard: constraint === undefined && parts.slot !== 'format',
      provenance: { origin: 'agent', ...(parts.source && { source: parts.source }) },
    },
    file: language === 'python' ? 'function.py' : 'function.js',
    callMs,
    run: await inspect(sources.program, parts),
    ...(sources.recogniser !== undefined && {
      recogniser: { callMs: RECOGNISER_MS, extracts: constraint !== undefined },
    }),
  });
  if (!record.success) {
    throw new RlarError('RLAR_INVALID_TOOL', firstIssue(record.error));
  }
  return finishRecord(record.data, sources);
}

function requireRecogniser(source: string | undefined, constrains: boolean): void {
  if (source === undefined) return;
  for (const name of constrains ? ['recognise', 'extract'] : ['recognise'])
    if (!definesFunction(source, name))
      throw new RlarError('RLAR_INVALID_TOOL', `the recogniser has no function ${name}(prompt)`);
}

async function inspect(program: string, parts: AgentToolParts): Promise<unknown> {
  const { language, constraint, needs = [] } = parts;
  if (language === 'javascript') {
    inspectJavaScript(program);
    return { language, usesReference: needs.includes('reference') };
  }
  const wanted = constraint === undefined ? 'plain' : 'constraint';
  const found = await inspectPython(program, constraint === undefined ? 'score' : 'check');
  if (found.shape !== wanted) throw new RlarError('RLAR_INVALID_TOOL', `expected ${SIGNATURES[wanted]}`);
  return {
    language,
    found: { ...found, usesReference: needs.includes('reference') },
    trust: 'sandbox',
    grants: [],
    requirements: [],
  };
}

const SIGNATURES = {
  plain: 'score(prompt, response, reference)',
  constraint: 'check(response, kwargs, prompt)',
} as const;
