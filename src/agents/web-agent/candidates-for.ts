import type { ModelSource } from '../../hub/model-source.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import { adapterSpec } from '../../spec/adapter-spec.ts';
import { asRlarError } from '../../spec/errors.ts';
import { type ChoiceReport, choiceReport, type Ranked } from './choice-report.ts';
import { type Choice, chooseModel } from './choose-model.ts';
import type { Demand } from './demand.ts';
import type { ModelCandidate, ModelEvent } from './model-event.ts';
import { type CardsRead, readCards } from './read-cards.ts';
import { queriesFor, retrieve } from './retrieve.ts';
import type { Refused } from './weigh-model.ts';

/** The models that may be tried, the best first, and the others with the reason against each. */
export interface ModelsChosen {
  readonly candidates: ModelCandidate[];
  readonly refused: { readonly id: string; readonly code: string; readonly why: string }[];
}

interface Chooser {
  /** Null leaves the choice to the rules. */
  readonly model: ChatModel | null;
  readonly onEvent: (event: ModelEvent) => void;
  /** Whether all models of the source are looked at, as of a folder; otherwise it is searched. */
  readonly all: boolean;
}

/** Models whose facts are read. */
const MOST_READ = 80;

/**
 * Searches a source and chooses for a demand. A model without a commit, or whose call nobody knows, is no candidate.
 * @throws RlarError RLAR_HUB_UNREACHABLE, RLAR_HUB_RATE_LIMITED
 */
export async function candidatesFor(
  demand: Demand,
  source: ModelSource,
  chooser: Chooser,
): Promise<ModelsChosen> {
  const { kind, carries } = demand;
  const queries = chooser.all ? [{}] : queriesFor(kind, carries);
  const { models, unread } = await retrieve(source, queries, MOST_READ, demand.settings.customCode);
  chooser.onEvent({ step: 'found', source: source.name, models: models.length, unread: unread.length });
  const { contenders, refused } = chooseModel(models, demand);
  const { choice, ...readings } = await cardsRead(
    { contenders, refused: [...refused, ...unread] },
    demand,
    chooser,
  );
  return split(choiceReport(choice, demand, readings));
}

/** A language model that cannot be asked leaves the choice to the rules. */
async function cardsRead(choice: Choice, demand: Demand, { model, onEvent }: Chooser): Promise<CardsRead> {
  const unread = { choice, contracts: new Map(), problems: new Map() };
  if (model === null) return unread;
  try {
    return await readCards(choice, demand, model);
  } catch (thrown) {
    const { code, message } = asRlarError(thrown);
    if (!code.startsWith('RLAR_MODEL_') && code !== 'RLAR_BUDGET_SPENT') throw thrown;
    onEvent({ step: 'cards-unread', reason: `${code} ${message}` });
    return unread;
  }
}

function split({ choice, fallbacks, refused }: ChoiceReport): ModelsChosen {
  const candidates: ModelCandidate[] = [];
  const others: Refused[] = [];
  for (const ranked of choice ? [choice, ...fallbacks] : []) {
    const adapter = adapterSpec.safeParse(ranked.adapter);
    const { id: model, revision, why } = ranked;
    if (adapter.success && revision !== null)
      candidates.push({ model, revision, adapter: adapter.data, why: [...why] });
    else others.push({ id: model, code: 'unclear', why: uncalled(ranked) });
  }
  return { candidates, refused: [...others, ...refused] };
}

function uncalled({ missing, revision }: Ranked): string {
  if (revision === null) return 'its commit is not known';
  return `how it is called is not known: ${missing ?? 'its facts make no adapter'}`;
}
