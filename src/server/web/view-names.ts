/** The views of the dashboard. Each has an address of its own, and all that it shows stands in the parameters of the address. */
export const VIEW_NAMES = [
  'runs',
  'run',
  'rewards',
  'groups',
  'reward',
  'compare',
  'library',
  'acquisitions',
  'evolution',
  'check',
] as const;
export type ViewName = (typeof VIEW_NAMES)[number];
