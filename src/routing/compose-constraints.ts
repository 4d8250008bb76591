import type { Library, LibraryEntry } from '../library/library.ts';
import { checkedTogether } from '../reading/checked-together.ts';
import type { AssignedTool, MissingPart } from '../spec/assignment.ts';
import type { JsonObject } from '../spec/json.ts';
import type { Constraint } from '../spec/query.ts';
import type { Need } from '../spec/tool-card.ts';
import { ineligibilityReason } from './eligibility.ts';
import { byUtility } from './utility.ts';

/** The guard beside the checkers: it floors what says nothing beyond the form. */
const GUARD = 'beyond-form';
const CONSTRAINTS: ReadonlySet<Need> = new Set(['constraints']);

interface Composition {
  /** One per constraint that has a tool of its own, one for all that the built-in tool knows, and the guard. */
  readonly tools: readonly AssignedTool[];
  readonly missing: readonly MissingPart[];
  /** Why each part of `missing` has no tool. */
  readonly reasons: readonly string[];
}

/**
 * Finds the checker of each constraint. Where one has none, the composition is not the whole task, and must not score.
 * @param bare leaves the guard out: the checkers alone decide
 */
export function composeConstraints(
  constraints: readonly Constraint[],
  library: Library,
  carries: ReadonlySet<Need>,
  bare = false,
): Composition {
  const builtIn = library.get(checkedTogether.tool);
  const needs = carries.union(CONSTRAINTS);
  const together: JsonObject[] = [];
  const tools: AssignedTool[] = [];
  const missing: MissingPart[] = [];
  const reasons: string[] = [];
  for (const { id, kwargs } of constraints) {
    const stated = { id, kwargs: withoutNulls(kwargs) };
    if (builtIn && checkedTogether.sorts.has(id) && ineligibilityReason(builtIn, library, needs) === null) {
      together.push(stated);
      continue;
    }
    const found = checkerOf(id, library, needs);
    if (typeof found === 'string') {
      missing.push({ what: 'constraint', name: id });
      reasons.push(found);
    } else tools.push(assigned(found, { constraint: stated }));
  }
  if (builtIn && together.length > 0) tools.unshift(assigned(builtIn, { constraints: together }));
  const guard = bare ? null : library.get(GUARD);
  if (guard && tools.length > 0 && ineligibilityReason(guard, library, needs) === null)
    tools.push(
      assigned(guard, {
        constraints: constraints.map(({ id, kwargs }) => ({ id, kwargs: withoutNulls(kwargs) })),
      }),
    );
  return { tools, missing, reasons };
}

/** @returns the best tool whose card names the constraint, or why there is none */
function checkerOf(id: string, library: Library, carries: ReadonlySet<Need>): LibraryEntry | string {
  const named = library.entries().filter(({ card }) => card.constraint === id);
  const refusals = named.map((entry) => ineligibilityReason(entry, library, carries));
  const fit = named.filter((_, index) => refusals[index] === null);
  const best = fit.toSorted((left, right) => byUtility(left.card, right.card))[0];
  return best ?? refusals.find((reason) => reason !== null) ?? `no tool checks the constraint ${shown(id)}`;
}

function assigned({ card }: LibraryEntry, options: JsonObject): AssignedTool {
  return { id: card.id, version: card.version, weight: 1, options };
}

/** IFEval's rows name every argument of every sort, null where it is of another. */
function withoutNulls(kwargs: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(kwargs).filter(([, value]) => value !== null));
}

function shown(id: string): string {
  return JSON.stringify(id.length > 100 ? `${id.slice(0, 100)}…` : id);
}
