import { hash } from 'node:crypto';
import { eachRollout } from '../../spec/prepared-tool.ts';
import type { Tool } from '../../spec/tool.ts';
import { scored, unscored } from '../../spec/verdict.ts';
import type { Benchmark } from './benchmark.ts';

/**
 * Plays back what a reward model or a judge once said, behind the interface of every tool: nothing runs. It knows the
 * rollouts of its benchmark and no others; a name on it says that it is replayed.
 */
export interface ReplayedTool {
  /** As the data name it. */
  readonly name: string;
  readonly tool: Tool;
}

/** @returns a tool for every reward model and judge that the benchmark has recordings of */
export function replayedTools(benchmark: Benchmark): ReplayedTool[] {
  const names = [...new Set(benchmark.items.flatMap((item) => [...item.recordings.keys()]))];
  return names.map((name, index) => ({ name, tool: replay(benchmark, name, `replayed-${index}`) }));
}

function replay(benchmark: Benchmark, name: string, id: string): Tool {
  const values = new Map<string, number | null>();
  let type: 'reward-model' | 'judge' = 'judge';
  for (const { query, candidates, recordings } of benchmark.items) {
    const recording = recordings.get(name);
    if (!recording) continue;
    type = recording.type;
    for (const [place, { text }] of candidates.entries())
      values.set(keyOf(query.messages[0]?.content ?? '', text), recording.values[place] ?? null);
  }
  const known = [...values.values()].flatMap((value) => value ?? []);
  const range: [number, number] = [Math.min(...known, 0), Math.max(...known, 1)];
  return {
    declaration: {
      id,
      version: '1.0.0',
      title: `${name} (replayed)`,
      description: `Plays back what ${name} said of the rollouts of ${benchmark.file}; it does not run.`,
      type,
      slot: 'quality',
      needs: ['prompt'],
      range,
      kinds: [],
      execution: 'async',
      deadlineMs: 1000,
      deterministic: true,
      contentGuard: false,
      costPer1000: 0,
      provenance: { origin: 'user', source: `recorded in ${benchmark.file}` },
    },
    prepare({ prompt }) {
      return eachRollout(({ text }) => {
        const value = values.get(keyOf(prompt, text));
        if (value === undefined) return unscored('Nothing is recorded of this rollout.');
        return value === null ? unscored('No verdict could be read.') : scored(value, { replayed: name });
      });
    },
  };
}

function keyOf(prompt: string, text: string): string {
  return hash('sha256', JSON.stringify([prompt, text]), 'base64');
}
