import type { GroupLine, RewardLine } from './types.ts';

/** The rewards and groups of a static copy, of all its runs. */
export interface HeldLists {
  readonly rewards: readonly RewardLine[];
  readonly groups: readonly GroupLine[];
}

type Filter = ReadonlyMap<string, string>;
type Value<Row> = (row: Row) => number;

const none = Number.NEGATIVE_INFINITY;
const REWARD_ORDERS: Readonly<Record<string, Value<RewardLine>>> = {
  newest: ({ at }) => at,
  oldest: ({ at }) => -at,
  highest: ({ reward }) => reward ?? none,
  lowest: ({ reward }) => (reward === null ? none : -reward),
  longest: ({ length }) => length ?? none,
};
const GROUP_ORDERS: Readonly<Record<string, Value<GroupLine>>> = {
  newest: ({ latest }) => latest,
  spread: ({ spread }) => spread ?? none,
  length: ({ longest }) => longest ?? none,
  disagreement: ({ disagreement }) => disagreement ?? none,
};
/** Parameters of a page. */
const PAGE = new Set(['sort', 'limit', 'cursor']);

/**
 * @param address of a list, such as `v1/rewards?kind=math&sort=lowest`
 * @returns what a server would answer if it had no more than the copy; null for what is no list, or cannot be answered
 */
export function heldList(address: string, { rewards, groups }: HeldLists): object | null {
  const [path, search = ''] = address.split('?');
  const filter = new Map(new URLSearchParams(search));
  const sort = filter.get('sort') ?? 'newest';
  if (path === 'v1/rewards' && !filter.has('q') && filter.get('origin') !== 'rescored')
    return listed(rewards, filter, rewardPasses, REWARD_ORDERS[sort]);
  return path === 'v1/groups' ? listed(groups, filter, groupPasses, GROUP_ORDERS[sort]) : null;
}

function listed<Row>(
  rows: readonly Row[],
  filter: Filter,
  passes: (row: Row, name: string, wanted: string) => boolean,
  order: Value<Row> | undefined,
): object {
  const wanted = [...filter].filter(([name]) => !PAGE.has(name));
  const found = rows.filter((row) => wanted.every(([name, value]) => passes(row, name, value)));
  if (order) found.sort((one, other) => order(other) - order(one) || 0);
  return { found: found.length, items: found, next: null };
}

const inFamily = (kind: string | null, wanted: string): boolean =>
  kind === wanted || (kind?.startsWith(`${wanted}.`) ?? false);
const hasTool = (tools: readonly string[], wanted: string): boolean =>
  tools.some((tool) => tool === wanted || tool.startsWith(`${wanted}@`));

function rewardPasses(row: RewardLine, name: string, wanted: string): boolean {
  if (name === 'kind') return inFamily(row.kind, wanted);
  if (name === 'tool') return hasTool(row.tools, wanted);
  if (name === 'flag') return row.flags.includes(wanted);
  if (name === 'origin') return true;
  return String(Reflect.get(row, name)) === wanted;
}

function groupPasses(row: GroupLine, name: string, wanted: string): boolean {
  if (name === 'kind') return inFamily(row.kind, wanted);
  if (name === 'tool') return hasTool(row.tools, wanted);
  return String(Reflect.get(row, name)) === wanted;
}
