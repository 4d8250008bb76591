import type { PreferencePair } from '../../admission/added-tools/preference-pairs.ts';
import type { Query } from '../../spec/query.ts';
import type { ChoiceSettings } from './demand.ts';
import { languageOf } from './language-of.ts';
import type { ModelRequest } from './model-request.ts';
import { pairsOf } from './pairs-of.ts';

/** Queries with responses, and whether somebody called them good. */
type Samples = Parameters<typeof pairsOf>[0];

/** What a user says beside the samples; the rest is found in them. */
interface Wishes {
  readonly kind: string;
  readonly settings: ChoiceSettings;
  readonly language?: string;
  readonly reference?: boolean;
  readonly pairs?: readonly PreferencePair[];
  readonly folder?: string;
  readonly id?: string;
  readonly shape?: 'par';
  readonly seed?: number;
}

/**
 * @param samples queries of the kind. Their language, their references and pairs of their labelled responses are taken where
 * the wishes do not say other
 */
export function modelRequestFor(wishes: Wishes, samples: Samples = []): ModelRequest {
  const { kind, settings, pairs = pairsOf(samples), seed = 1 } = wishes;
  const queries: Query[] = samples.map(({ query }) => query);
  const { language = languageOf(kind, queries), reference = haveReferences(queries) } = wishes;
  return {
    target: { what: 'reward-model', kind, language, reference },
    pairs,
    settings,
    folder: wishes.folder ?? null,
    id: wishes.id ?? null,
    shape: wishes.shape ?? null,
    seed,
  };
}

function haveReferences(queries: readonly Query[]): boolean {
  return queries.length > 0 && queries.every(({ references }) => references.length > 0);
}
