import type { ModelFacts } from '../../hub/model-facts.ts';
import type { ChoiceSettings } from './demand.ts';

const PERMISSIVE =
  /^(?:apache-2\.0|mit|bsd(?:-\S+)?|isc|cc0-1\.0|cc-by-4\.0|cc-by-3\.0|unlicense|zlib|odc-by|openmdw(?:-\S+)?|afl-3\.0|artistic-2\.0|ecl-2\.0|ms-pl|postgresql|ncsa|bsl-1\.0|wtfpl|0bsd)$/;
const NON_COMMERCIAL = /(?:^|[-_ ])nc(?:[-_ ]|$)|non-?commercial|research|academic|eval(?:uation)?-only/;

export type LicenceRuling =
  | { readonly ok: true; readonly demerit: number; readonly note: string }
  | { readonly ok: false; readonly why: string };

/** @returns whether the user's policy takes the model's licence, and how far behind an open one it stands */
export function licenceRuling(
  { licence }: ModelFacts,
  prose: { readonly nonCommercial: boolean },
  policy: ChoiceSettings['licences'],
): LicenceRuling {
  if (licence.state !== 'stated') return unnamed(licence.state, prose.nonCommercial, policy);
  const label = licence.name ? `${licence.id} (${licence.name})` : licence.id;
  const parts = licence.id.split(' + ');
  const names = [...parts, ...(licence.name ? [licence.name.toLowerCase()] : [])];
  const denied = policy.deny.find((entry) => names.includes(entry.toLowerCase()));
  if (denied) return refuse(`its licence ${label} is denied by the settings`);
  if (policy.allow) {
    const allowed = new Set(policy.allow.map((entry) => entry.toLowerCase()));
    // A licence that forbids commerce was allowed by its name; a card that does so under another licence was not.
    if (
      prose.nonCommercial &&
      policy.use === 'commercial' &&
      !names.some((entry) => NON_COMMERCIAL.test(entry))
    )
      return refuse(`its card forbids commercial use, whatever its licence (${label}) says`);
    const named = licence.name !== null && allowed.has(licence.name.toLowerCase());
    return named || parts.every((part) => allowed.has(part))
      ? { ok: true, demerit: 0, note: `${label}, allowed by the settings` }
      : refuse(`its licence ${label} is not among those that the settings allow`);
  }
  const forbids = names.some((entry) => NON_COMMERCIAL.test(entry)) || prose.nonCommercial;
  if (forbids && policy.use === 'commercial')
    return refuse(`its licence (${label}) or its card forbids commercial use`);
  if (parts.every((part) => PERMISSIVE.test(part))) return { ok: true, demerit: 0, note: label };
  return parts.includes('other') || parts.includes('unknown')
    ? { ok: true, demerit: 3, note: `${label}: read its terms` }
    : { ok: true, demerit: 0.5, note: `${label}: has terms of its own` };
}

function unnamed(
  state: 'absent' | 'unread',
  nonCommercial: boolean,
  policy: ChoiceSettings['licences'],
): LicenceRuling {
  if (nonCommercial && policy.use === 'commercial') return refuse('its card forbids commercial use');
  if (policy.allow) return refuse('no licence is known, and the settings allow only those they name');
  if (state === 'absent')
    return policy.unstated === 'allow' || (nonCommercial && policy.use === 'research')
      ? { ok: true, demerit: 4, note: 'no licence in its metadata' }
      : refuse('it states no licence');
  return policy.unrecorded === 'refuse'
    ? refuse('its licence is not recorded')
    : { ok: true, demerit: 4, note: 'its licence is not recorded: look before use' };
}

const refuse = (why: string): LicenceRuling => ({ ok: false, why });
