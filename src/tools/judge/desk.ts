import { hash } from 'node:crypto';
import type { ToolQuery } from '../../spec/tool.ts';
import { stepOfTurn, whoseTurn } from '../../spec/whose-turn.ts';

/** Choices that a judge makes once for a query, and keeps within a run. A desk that several replicas share answers later. */
export interface JudgeDesk {
  /** The first choice holds. @returns the one that holds */
  choose(key: string, choice: string): string | Promise<string>;
  /** @returns the choice that was made, or null */
  chosen(key: string): string | null | Promise<string | null>;
}

/**
 * @param holdsFor `run`: for the whole run · `step`: for a step of it, or the whole run where requests say no step
 * @returns what a choice about a query is kept under; null outside of a run, where nothing is kept
 */
export function choiceKey(
  what: string,
  judge: string,
  query: ToolQuery,
  holdsFor: 'run' | 'step',
): string | null {
  const run = whoseTurn();
  if (run === '') return null;
  const step = holdsFor === 'step' ? `/${stepOfTurn() ?? ''}` : '';
  return `${what}/${judge}/${run}${step}/${queryHash(query)}`;
}

/** @returns what a rubric of one query is kept under */
export function rubricKey(judge: string, query: Pick<ToolQuery, 'messages' | 'references'>): string {
  return `rubric/${judge}/${queryHash(query)}`;
}

function queryHash({ messages, references }: Pick<ToolQuery, 'messages' | 'references'>): string {
  const said = messages.map(({ role, content }) => [role, content]);
  return hash('sha256', JSON.stringify([said, references]), 'hex');
}
