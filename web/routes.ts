import type { ViewName } from '../src/server/web/view-names.ts';

/**
 * The addresses of the views. The path names the view, and all that a view shows stands in its parameters, so that every
 * address survives a reload, and a static copy needs one file a view.
 */
export const VIEWS: Readonly<Record<ViewName, { readonly title: string; readonly key: string | null }>> = {
  runs: { title: 'Runs', key: 'r' },
  run: { title: 'Run', key: null },
  groups: { title: 'Groups', key: 'g' },
  reward: { title: 'Reward', key: null },
  rewards: { title: 'Rewards', key: 'w' },
  compare: { title: 'Compare', key: 'c' },
  library: { title: 'Library', key: 'l' },
  acquisitions: { title: 'Acquisitions', key: 'a' },
  evolution: { title: 'Evolution', key: 'e' },
  check: { title: 'Check', key: 'k' },
};
export type View = ViewName;

/** The parameters of an address. Fields that are undefined, null or empty are left out. */
export type Parameters = Readonly<Record<string, string | number | null | undefined>>;

/** The folder of the dashboard, with a slash at its end: the bundle's script stands in `assets` below it. */
const BASE = new URL(/* @vite-ignore */ '../', import.meta.url).pathname;

const escaped = BASE.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Addresses that are views; every other address is left to the browser. */
export const VIEW_PATHS = new RegExp(
  `^(?:https?://[^/]+)?${escaped}(?:${Object.keys(VIEWS).join('|')})?/?(?:\\?|$)`,
);

/** @returns the address of a view */
export function link(view: View, parameters: Parameters = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  const text = search.toString();
  return `${BASE}${view}${text && `?${text}`}`;
}

/** @returns the view that a path names: `runs` for the folder itself, null where there is no such view */
export function viewOf(path: string): View | null {
  const within = path.startsWith(BASE) || `${path}/` === BASE;
  const name = within ? path.slice(BASE.length).replace(/\/$/, '') : null;
  if (name === '') return 'runs';
  return name !== null && name in VIEWS ? (name as View) : null;
}

/** @returns the address of something that the server has beside the views, such as `v1/runs` or `docs` */
export function serverPath(path: string): string {
  return `${BASE}${path}`;
}
