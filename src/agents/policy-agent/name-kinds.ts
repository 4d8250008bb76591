import type { Library } from '../../library/library.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import { nearestKind } from '../../routing/named-by-agent.ts';
import type { NamedKind } from '../../spec/decisions.ts';
import { clusterPrompts, type PromptCluster } from './cluster-prompts.ts';
import { namingAnswer, namingQuestion } from './naming-question.ts';

/** Clusters of one request, and distinct prompts for which one request may be made. */
const MOST_CLUSTERS = 12;
export const PROMPTS_PER_CALL = 100;

/**
 * Has the kinds of prompts named that the classifier does not know: once for each cluster, and at most one request for
 * 100 distinct prompts, the largest clusters first. Prompts of a cluster that has a name already are left out, so that a
 * cluster is asked about once.
 * @param unknown the prompts whose kind is not known
 * @param known prompts beside them whose kind is known
 * @param most requests at most, where the caller counts the prompts over several times of asking
 * @returns the named clusters; a cluster that the agent left out has no name and may be asked about again
 * @throws RlarError RLAR_MODEL_…, RLAR_BUDGET_SPENT
 */
export async function nameKinds(
  unknown: readonly string[],
  known: readonly string[],
  library: Library,
  model: ChatModel,
  most = Number.POSITIVE_INFINITY,
): Promise<NamedKind[]> {
  const before = library.decisions.kinds;
  const open = unknown.filter((prompt) => nearestKind(prompt, before) === null);
  const distinct = new Set([...unknown, ...known]).size;
  const calls = Math.min(most, Math.ceil(distinct / PROMPTS_PER_CALL));
  const clusters = clusterPrompts(open, known).slice(0, calls * MOST_CLUSTERS);
  const named: NamedKind[] = [];
  for (let from = 0; from < clusters.length; from += MOST_CLUSTERS)
    named.push(...(await nameSome(clusters.slice(from, from + MOST_CLUSTERS), library, model)));
  return named;
}

async function nameSome(
  clusters: readonly PromptCluster[],
  library: Library,
  model: ChatModel,
): Promise<NamedKind[]> {
  const request = { purpose: 'name-kinds', ...namingQuestion(clusters, library), temperature: 0 };
  const { names } = await model.askStructured(request, namingAnswer);
  return clusters.flatMap((cluster, at): NamedKind[] => {
    const [name, ...more] = names.filter(({ cluster: number }) => number === at + 1);
    if (!name || more.length > 0) return [];
    const { prompts, centre, nearness, mostTraits } = cluster;
    return [
      {
        kind: name.kind,
        says: name.says,
        centre: centre.map(([trait, weight]) => [trait, weight]),
        nearness,
        prompts: prompts.length,
        mostTraits,
        by: model.name,
      },
    ];
  });
}
