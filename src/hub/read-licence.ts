import type { Licence } from './model-facts.ts';

/**
 * @param licence `license` of the card's metadata: an id, or a list of which the strictest is not known, so that all count
 * @param name `license_name`, which says what `other` is
 */
export function readLicence(licence: unknown, name: unknown): Licence {
  const ids = (Array.isArray(licence) ? licence : [licence]).filter(
    (id): id is string => typeof id === 'string' && id.trim() !== '',
  );
  if (ids.length === 0) return { state: 'absent' };
  return {
    state: 'stated',
    id: ids.map((id) => id.trim().toLowerCase()).join(' + '),
    name: typeof name === 'string' && name.trim() !== '' ? name.trim() : null,
  };
}
