import type { JsonObject, JsonValue } from '../../spec/json.ts';
import type { Rollout } from '../../spec/rollout.ts';
import type { Group } from '../../spec/wire.ts';

/** One group of a stream, with what is known about its rollouts. Neither labels nor verdicts reach a tool. */
export interface StreamItem {
  readonly step: number | null;
  readonly epoch: number | null;
  readonly group: Group;
  /** What is true of each rollout: right, wrong, or unknown. Accuracy is measured by it. */
  readonly gold: readonly (boolean | null)[];
  /** The verdict of the trusted check that an audit would ask; the gold label where the stream has no verdicts. */
  readonly trusted: readonly (boolean | null)[];
  readonly kl: number | null;
}

/** Columns with labels besides `correct`, and columns with the verdicts of a trusted check. */
const GOLD_COLUMNS = ['gold_labels', 'gold_label', 'gold_correct', 'is_correct', 'true_correct'];
const TRUSTED_COLUMNS = ['trusted', 'trusted_verdicts', 'trusted_verdict', 'verdicts', 'verdict', 'audit'];
const KL_COLUMNS = ['kl', 'kl_divergence', 'approx_kl'];

/** @returns the group with the labels and verdicts that its rows carry in their own columns */
export function streamItem(
  group: Group,
  { step, epoch }: { readonly step?: number | undefined; readonly epoch?: number | undefined },
  labels: readonly (boolean | null)[],
): StreamItem {
  const places = placesInRows(group.rollouts);
  const column = (names: readonly string[]) =>
    group.rollouts.map(({ meta }, index) => booleanAt(meta?.columns ?? {}, names, places[index]!));
  const [named, verdicts] = [column(GOLD_COLUMNS), column(TRUSTED_COLUMNS)];
  const gold = labels.map((label, index) => label ?? named[index]!);
  return {
    step: step ?? null,
    epoch: epoch ?? null,
    group,
    gold: gold.map((label, index) => label ?? (gold.every((one) => one === null) ? verdicts[index]! : null)),
    trusted: verdicts.map((verdict, index) => verdict ?? gold[index]!),
    kl: klOf(group.rollouts),
  };
}

/** @returns the place of each rollout in its row, because a row with several responses has one list of labels */
function placesInRows(rollouts: readonly Rollout[]): number[] {
  const counts = new Map<number | undefined, number>();
  return rollouts.map(({ meta }) => {
    const place = counts.get(meta?.line) ?? 0;
    counts.set(meta?.line, place + 1);
    return place;
  });
}

function booleanAt(columns: JsonObject, names: readonly string[], place: number): boolean | null {
  const found = names.find((name) => Object.hasOwn(columns, name));
  if (found === undefined) return null;
  const given = columns[found];
  return booleanOf(Array.isArray(given) ? given[place] : given);
}

function booleanOf(value: JsonValue | undefined): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === 0) return value === 1;
  if (value === 'true' || value === 'false') return value === 'true';
  return null;
}

function klOf(rollouts: readonly Rollout[]): number | null {
  for (const { meta } of rollouts)
    for (const name of KL_COLUMNS) {
      const value = meta?.columns?.[name] ?? meta?.extra?.[name];
      if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
    }
  return null;
}
