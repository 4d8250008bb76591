import type { Library } from '../library/library.ts';
import { pinnedId } from '../routing/pinned-tool.ts';
import { familyOf, KIND_FAMILIES, type KindName } from '../spec/kinds.ts';
import { nearName } from '../text/near-name.ts';
import type { RowFlags } from './row-flags.ts';
import { UsageError } from './usage-error.ts';

/**
 * Holds `--tool` and `--kind` to what the library has, before any row is read.
 * @throws UsageError for a tool that is not there, or a kind of no family that there is
 */
export function checkRowFlags({ tool = [], kind }: RowFlags, library: Library): void {
  const cards = library.cards();
  for (const id of tool) {
    if (library.get(pinnedId(id))) continue;
    const ids = cards.map((card) => card.id);
    throw new UsageError(
      'RLAR_TOOL_UNAVAILABLE',
      `--tool ${id}: the library has no such tool${meantOf(id, ids)}`,
    );
  }
  if (kind !== undefined) checkFamily(kind, kindsOf(library));
}

/**
 * Holds a kind that agents are to work for to what there is. A new detail of a family is no mistake, but one that is nearly the
 * name of a kind of the library is.
 * @throws UsageError that names the nearest kind
 */
export function checkKind(kind: KindName, library: Library): void {
  const kinds = kindsOf(library);
  checkFamily(kind, kinds);
  const meant = kinds.includes(kind) ? null : nearName(kind, kinds);
  if (meant !== null) throw unknownKind(kind, kinds);
}

/** The families, the kinds on cards, and those that the policy agent named or decided for; sorted. */
function kindsOf(library: Library): KindName[] {
  const served = library.cards().flatMap(({ kinds, guards = [] }) => [...kinds, ...guards]);
  const { kinds: named, templates } = library.decisions;
  const decided = [...named, ...templates].map(({ kind }) => kind);
  return [...new Set([...KIND_FAMILIES, ...served, ...decided])].sort();
}

function checkFamily(kind: KindName, kinds: readonly KindName[]): void {
  if (!kinds.some((known) => familyOf(known) === familyOf(kind))) throw unknownKind(kind, kinds);
}

function unknownKind(kind: KindName, kinds: readonly KindName[]): UsageError {
  const remedy = `There are ${kinds.join(', ')}.`;
  const message = `--kind ${kind}: there is no such kind${meantOf(kind, kinds)}`;
  return new UsageError('RLAR_INVALID_REQUEST', message, { remedy });
}

function meantOf(given: string, names: readonly string[]): string {
  const meant = nearName(given, names);
  return meant ? `; did you mean ${meant}?` : '';
}
