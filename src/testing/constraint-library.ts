import assert from 'node:assert/strict';
import { readRow } from '../intake/read-row.ts';
import { builtInLibrary } from '../library/built-in.ts';
import type { Library } from '../library/library.ts';
import type { Assignment } from '../spec/assignment.ts';
import type { EvidenceReport } from '../spec/evidence.ts';
import { oneSort } from '../spec/one-sort.ts';
import { eachRollout } from '../spec/prepared-tool.ts';
import type { Query } from '../spec/query.ts';
import type { Recogniser, Span, Tool } from '../spec/tool.ts';
import type { ToolDeclaration } from '../spec/tool-card.ts';
import { scored } from '../spec/verdict.ts';
import { testCard } from './test-card.ts';

export const NO_COMMA = { id: 'punctuation:no_comma', kwargs: {} };

export function queryOf(row: object): Query {
  const read = readRow(row, { needsResponse: false });
  if (!read.ok) assert.fail(read.reason);
  return read.row.group.query;
}

type Parts = Partial<ToolDeclaration> & { id: string; recogniser?: Recogniser };

export function agentTool({ recogniser, ...parts }: Parts): Tool {
  const { constraint } = parts;
  return {
    declaration: testCard({ execution: 'async', deadlineMs: 100, ...parts }),
    ...(recogniser && {
      recogniser: constraint === undefined ? recogniser : oneSort(constraint, recogniser),
    }),
    prepare: () => eachRollout(() => scored(1)),
  };
}

export function libraryWith(tools: readonly Tool[], report: Partial<EvidenceReport> = {}): Library {
  return builtInLibrary(
    tools.map((tool) => {
      const { id, version } = tool.declaration;
      const evidence = {
        tool: id,
        version,
        source: 'x',
        gates: [],
        labelled: [],
        admitted: true,
        provisional: false,
      };
      return { tool, evidence: { ...evidence, ...report } };
    }),
  );
}

/** Recognises where the words stand. */
export function finds(
  words: string,
  kwargs?: () => Record<string, number> | null,
): Recogniser & { asked: number } {
  const recogniser = {
    asked: 0,
    recognise: (prompt: string): Promise<readonly Span[]> => {
      recogniser.asked += 1;
      const at = prompt.indexOf(words);
      return Promise.resolve(at < 0 ? [] : [[at, at + words.length] as const]);
    },
    ...(kwargs && { extract: () => Promise.resolve(kwargs()) }),
  };
  return recogniser;
}

export const lineTool = (recogniser?: Recogniser) =>
  agentTool({ id: 'line-count', constraint: 'lines:count', ...(recogniser && { recogniser }) });
/** Without the guard, which stands beside all checkers. */
export const checkers = ({ tools }: Assignment) => tools.filter(({ id }) => id !== 'beyond-form');

export const summary = ({ combine: how, missing, rung, ...made }: Assignment) => ({
  tools: checkers(made as Assignment).map(({ id, options }) => [id, options]),
  how,
  missing,
  rung,
});
