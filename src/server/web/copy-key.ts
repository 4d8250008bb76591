/** Parameters that only say how much is asked for at once. */
const SIZES = new Set(['limit', 'points', 'bins', 'rows']);
/** Parameters that say what goes without saying. */
const DEFAULTS = new Set(['by=all', 'sort=newest', 'origin=scored']);

/**
 * @param address of a route with its parameters, such as `v1/rewards?run=a&limit=50`
 * @returns the name under which a static copy of the dashboard holds the answer
 */
export function copyKey(address: string): string {
  const [path = '', search = ''] = address.split('?');
  const kept = [...new URLSearchParams(search)].filter(
    ([name, value]) => !SIZES.has(name) && !DEFAULTS.has(`${name}=${value}`),
  );
  const sorted = kept.sort(([one], [other]) => (one < other ? -1 : 1));
  const text = new URLSearchParams(sorted).toString();
  return `${decodeURIComponent(path)}${text && `?${text}`}`;
}
