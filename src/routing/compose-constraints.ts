import type { Library, LibraryEntry } from '../library/library.ts';
import type { AssignedTool, MissingPart } from '../spec/assignment.ts';
import type { JsonObject } from '../spec/json.ts';
import type { KindName } from '../spec/kinds.ts';
import type { Constraint } from '../spec/query.ts';
import { type Need, sortsOf } from '../spec/tool-card.ts';
import { ineligibilityReason } from './eligibility.ts';
import { byUtility } from './utility.ts';

const CONSTRAINTS: ReadonlySet<Need> = new Set(['constraints']);

interface Composition {
  /** The checkers, in the order in which the query first asks for each, and the guards of the kind. */
  readonly tools: readonly AssignedTool[];
  readonly missing: readonly MissingPart[];
  /** Why each part of `missing` has no tool. */
  readonly reasons: readonly string[];
}

/**
 * Finds the checker of each constraint: the best tool whose card names its sort. A composition without a checker for each
 * constraint is not the whole task and must not score.
 * @param kind of the task: its guards stand beside the checkers
 * @param bare leaves the guards out, so that the checkers alone decide
 */
export function composeConstraints(
  constraints: readonly Constraint[],
  kind: KindName,
  library: Library,
  carries: ReadonlySet<Need>,
  bare = false,
): Composition {
  const needs = carries.union(CONSTRAINTS);
  const stated = constraints.map(({ id, kwargs }) => ({ id, kwargs: withoutNulls(kwargs) }));
  const checkers = new Map<LibraryEntry, JsonObject[]>();
  const missing: MissingPart[] = [];
  const reasons: string[] = [];
  for (const one of stated) {
    const found = checkerOf(one.id, library, needs);
    if (typeof found === 'string') {
      missing.push({ what: 'constraint', name: one.id });
      reasons.push(found);
    } else checkers.set(found, [...(checkers.get(found) ?? []), one]);
  }
  const tools = [...checkers].flatMap(([entry, asked]) => assignedTo(entry, asked));
  if (bare || tools.length === 0) return { tools, missing, reasons };
  const guards = library
    .entries()
    .filter(
      (entry) => entry.card.guards?.includes(kind) && ineligibilityReason(entry, library, needs) === null,
    );
  return {
    tools: [...tools, ...guards.map((guard) => assigned(guard, { constraints: stated }))],
    missing,
    reasons,
  };
}

/** @returns the best tool whose card names the sort, or why there is none */
function checkerOf(id: string, library: Library, carries: ReadonlySet<Need>): LibraryEntry | string {
  const named = library.entries().filter(({ card }) => sortsOf(card).includes(id));
  const refusals = named.map((entry) => ineligibilityReason(entry, library, carries));
  const fit = named.filter((_, index) => refusals[index] === null);
  const best = fit.toSorted((left, right) => byUtility(left.card, right.card))[0];
  return best ?? refusals.find((reason) => reason !== null) ?? noChecker(id);
}

/** A tool of several sorts checks all that are asked of it in one call; a tool of one sort gets one constraint a call. */
function assignedTo(entry: LibraryEntry, asked: readonly JsonObject[]): AssignedTool[] {
  if (entry.card.constraints) return [assigned(entry, { constraints: [...asked] })];
  return asked.map((constraint) => assigned(entry, { constraint }));
}

function assigned({ card }: LibraryEntry, options: JsonObject): AssignedTool {
  return { id: card.id, version: card.version, weight: 1, options };
}

/** A row of IFEval names the arguments of every sort. Arguments of other sorts are null. */
function withoutNulls(kwargs: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(kwargs).filter(([, value]) => value !== null));
}

function noChecker(id: string): string {
  const name = shown(id);
  return `no tool checks the constraint ${name}; rlar acquire --constraint ${name} --samples FILE has one written and tested`;
}

function shown(id: string): string {
  return JSON.stringify(id.length > 100 ? `${id.slice(0, 100)}…` : id);
}
