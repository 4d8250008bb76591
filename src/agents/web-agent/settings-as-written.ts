import { table } from '../../spec/table.ts';
import { plainNames } from './plain-names.ts';

/** Other names of settings, with the place where each stands. */
const OTHER_NAMES = table<readonly [string, string?]>({
  policy: ['licences'],
  licencePolicy: ['licences'],
  use: ['licences', 'use'],
  licenceUse: ['licences', 'use'],
  allow: ['licences', 'allow'],
  allowLicences: ['licences', 'allow'],
  allowedLicences: ['licences', 'allow'],
  licencesAllowed: ['licences', 'allow'],
  deny: ['licences', 'deny'],
  denyLicences: ['licences', 'deny'],
  deniedLicences: ['licences', 'deny'],
  forbiddenLicences: ['licences', 'deny'],
  allowCustomCode: ['customCode'],
  allowedCode: ['customCode'],
  trustRemoteCode: ['customCode'],
  acceptedGated: ['accepted'],
  acceptedTerms: ['accepted'],
  inputLength: ['inputTokens'],
  maxInputTokens: ['inputTokens'],
  minInputTokens: ['inputTokens'],
});

/** Other names within the policy on licences. */
const OF_LICENCES = table<string>({ allowed: 'allow', denied: 'deny' });
/** Whether there is a token changes nothing: a gated model is taken where its terms were accepted by name. */
const TOKEN = /^(?:has|hf|hub|gated)?token$/i;

/** @returns settings under their own names; names that nobody knows stay as they are, so that they are refused */
export function settingsAsWritten(given: unknown): unknown {
  const named = plainNames(given);
  if (typeof named !== 'object' || named === null || Array.isArray(named)) return named;
  const settings: Record<string, unknown> = {};
  const licences: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(named)) {
    if (TOKEN.test(name)) continue;
    if (name === 'commercial' && typeof value === 'boolean') {
      licences.use = value ? 'commercial' : 'research';
      continue;
    }
    const [field, part] = OTHER_NAMES[name] ?? [name];
    if (part !== undefined) licences[part] = value;
    else settings[field] = field === 'customCode' && value === false ? [] : value;
  }
  settings.licences = policyOf(settings.licences);
  if (settings.licences === undefined) delete settings.licences;
  if (Object.keys(licences).length > 0) settings.licences = merged(settings.licences, licences);
  return settings;
}

/** `commercial` as yes or no, and other names of lists. */
function policyOf(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) =>
      name === 'commercial' && typeof value === 'boolean'
        ? ['use', value ? 'commercial' : 'research']
        : [OF_LICENCES[name] ?? name, value],
    ),
  );
}

function merged(given: unknown, more: Record<string, unknown>): unknown {
  if (given === undefined) return more;
  if (typeof given === 'string') return { use: given, ...more };
  if (Array.isArray(given)) return { allow: given, ...more };
  return typeof given === 'object' && given !== null ? { ...given, ...more } : given;
}
