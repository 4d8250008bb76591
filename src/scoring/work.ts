import type { JsonObject } from '../spec/json.ts';
import type { Tool, ToolQuery, ToolRollout } from '../spec/tool.ts';
import type { Elsewhere } from './elsewhere.ts';
import type { TimedVerdict } from './job.ts';

/** One tool to be run on rollouts of one query. */
export interface Work {
  readonly tool: Tool;
  readonly query: ToolQuery;
  readonly options: JsonObject;
  /** The complete rollouts. The executor shows each tool only the parts that it may see. */
  readonly rollouts: readonly ToolRollout[];
  /** The training run that the work belongs to; runs take turns. */
  readonly run?: string;
  /** The step of the run. */
  readonly step?: number | undefined;
  /** The library that the tool is taken from, by which another process finds it; absent for tools that run here alone. */
  readonly snapshot?: string;
  /** Key of the query in the cache. Without it nothing of this work is cached. */
  readonly queryKey?: string;
}

/** A verdict, its time in milliseconds, and whether it came from the cache. */
export interface Answer extends TimedVerdict {
  readonly cached: boolean;
}

export interface ExecutorOptions {
  /** Worker threads; one less than the processors by default. With 0 thread tools run on the calling thread. */
  readonly threads?: number;
  /** Most simultaneous calls of an async tool, unless its card sets another number; 32 by default. */
  readonly concurrency?: number;
  /** Number of verdicts of thread and async tools to keep in memory; 0 turns the cache off. */
  readonly cacheEntries?: number;
  /** Milliseconds for which an answer of a tool's `health` holds; 5,000 by default. */
  readonly healthMs?: number;
  /** Where tools that run programs are run; here where it is absent. The executor closes it. */
  readonly elsewhere?: Elsewhere;
}
