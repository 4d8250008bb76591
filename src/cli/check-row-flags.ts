import type { Library } from '../library/library.ts';
import { pinnedId } from '../routing/pinned-tool.ts';
import { familyOf, KIND_FAMILIES } from '../spec/kinds.ts';
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
  if (kind === undefined) return;
  const served = cards.flatMap(({ kinds, guards = [] }) => [...kinds, ...guards]);
  const kinds = [...new Set([...KIND_FAMILIES, ...served])].sort();
  if (kinds.some((known) => familyOf(known) === familyOf(kind))) return;
  throw new UsageError(
    'RLAR_INVALID_REQUEST',
    `--kind ${kind}: there is no such kind${meantOf(kind, kinds)}`,
    {
      remedy: `There are ${kinds.join(', ')}.`,
    },
  );
}

function meantOf(given: string, names: readonly string[]): string {
  const meant = nearName(given, names);
  return meant ? `; did you mean ${meant}?` : '';
}
