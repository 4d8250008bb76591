import type { ModelFacts } from '../../hub/model-facts.ts';
import { type CardSignals, cardSignals } from './card-signals.ts';

/**
 * Finds the role of a model from its architecture and its head, never from its name. Where the files were not read, the
 * words of the card decide, and the evidence says so.
 */
export type Role =
  /** A number by a head that stock loaders have. */
  | 'scalar'
  /** A number by a head that serving engines have, and stock loaders do not. */
  | 'engine-scalar'
  /** Probabilities of named labels, one of which is good. */
  | 'labels'
  /** A number for each step. */
  | 'steps'
  /** A text-to-text body that is read at one token of its first step. */
  | 'decoder'
  /** Scored by a package that the user installs. */
  | 'package'
  /** Writes a score of one response against a rubric. */
  | 'rubric-judge';

export type RoleFound =
  | { readonly role: Role; readonly evidence: Evidence; readonly why: string; readonly signals: CardSignals }
  | { readonly role: null; readonly why: string; readonly code: RefusalCode };

/** `proved`: by the tensors · `declared`: by config.json · `described`: by the card's words alone */
type Evidence = 'proved' | 'declared' | 'described';

export type RefusalCode =
  | 'access'
  | 'adapter'
  | 'base'
  | 'card-instructs'
  | 'custom-code'
  | 'kind'
  | 'language'
  | 'licence'
  | 'needs'
  | 'no-score-head'
  | 'not-a-scorer'
  | 'pairwise'
  | 'reranker'
  | 'runtime'
  | 'several-heads'
  | 'size'
  | 'test'
  | 'too-short'
  | 'unclear';

/** Heads that vLLM and SGLang have code of their own for, so that none of the repository's runs. */
const ENGINE_SCALAR = /^(?:InternLM2|Qwen2|Qwen3|Llama)ForRewardModel$/;
const ENGINE_STEPS = /^Qwen2ForProcessRewardModel$/;
/** Label names whose probability is a score. */
const GOOD_LABEL =
  /^(?:faithful|good|positive|chosen|acceptable|helpful|harmless|safe|correct|entailment|consistent)$/i;
/** Classes of stock loaders whose output is no score of a text. */
const HEADLESS =
  /^(?!.*Reward).*(?:(?<!For\w*)Model|For(?:MaskedLM|PreTraining|QuestionAnswering|MultipleChoice|NextSentencePrediction|ImageClassification|AudioClassification|ObjectDetection|SpeechSeq2Seq))$/;
/** Below this a body has no weights worth the name. */
const LEAST_PARAMETERS = 2_000_000;

/** @returns the role of the model, or the reason why it gives no score of a response */
export function roleOf(facts: ModelFacts): RoleFound {
  const signals = cardSignals(facts);
  const refused = notAScorer(facts, signals);
  if (refused) return { role: null, ...refused };
  const architecture = facts.config.architectures?.[0] ?? null;
  return architecture === null ? described(facts, signals) : declared(facts, architecture, signals);
}

type Refusal = { readonly why: string; readonly code: RefusalCode };
const no = (code: RefusalCode, why: string) => ({ role: null, code, why }) as const;

function notAScorer(
  { weights, parameters, config, library }: ModelFacts,
  signals: CardSignals,
): Refusal | null {
  if (signals.instructs)
    return { code: 'card-instructs', why: 'its card gives instructions to whoever chooses models' };
  if (weights.format === 'adapter' || (library === 'peft' && weights.head.state !== 'found'))
    return { code: 'adapter', why: 'it holds an adapter alone, without the body that it belongs to' };
  if (config.trouble !== undefined) return { code: 'unclear', why: config.trouble };
  if (weights.format === 'none')
    return { code: 'unclear', why: 'it holds no weights that a loader of score heads reads' };
  if (signals.base) return { code: 'base', why: 'it is pre-trained only, for others to fine-tune' };
  if (signals.test || (parameters !== null && parameters < LEAST_PARAMETERS))
    return { code: 'test', why: 'its weights are random or tiny: made for tests' };
  if (signals.reranker) return { code: 'reranker', why: 'it ranks documents for a search, not responses' };
  const head = /For(?:Sequence|Token)Classification$|RewardModel$/.test(config.architectures?.[0] ?? '');
  if (signals.policy && !head) return { code: 'not-a-scorer', why: 'it is a policy: it writes answers' };
  return null;
}

function declared(facts: ModelFacts, architecture: string, signals: CardSignals): RoleFound {
  const { remoteCode } = facts.config;
  if (ENGINE_STEPS.test(architecture))
    return found('steps', 'declared', `${architecture}: one score for each step`, signals);
  if (ENGINE_SCALAR.test(architecture))
    return found(
      'engine-scalar',
      'declared',
      `${architecture}, which serving engines load themselves`,
      signals,
    );
  if (signals.decoderToken && /^U?M?T5For/.test(architecture))
    return found('decoder', 'declared', `${architecture}: read at one decoder token`, signals);
  if (/ForSequenceClassification$/.test(architecture) && remoteCode !== true)
    return classifier(facts, architecture, signals);
  if (signals.package) return found('package', 'described', `scored by ${signals.package}`, signals);
  if (/ForTokenClassification$/.test(architecture) && remoteCode !== true)
    return signals.steps
      ? found('steps', 'declared', `${architecture}, trained on steps`, signals)
      : no(
          'not-a-scorer',
          `${architecture} labels tokens, and nothing says that these are steps of an answer`,
        );
  if (/For(?:CausalLM|ConditionalGeneration)$/.test(architecture) && remoteCode !== true)
    return generative(architecture, signals, 'declared');
  if (remoteCode !== true && HEADLESS.test(architecture))
    return no('not-a-scorer', `${architecture} has no score head`);
  return no('custom-code', `${architecture} is loaded by Python of its own repository`);
}

function classifier(facts: ModelFacts, architecture: string, signals: CardSignals): RoleFound {
  const { head } = facts.weights;
  if (head.state === 'absent') {
    const instead = head.instead.length > 0 ? `, but ${head.instead.slice(0, 3).join(', ')}` : '';
    return no(
      'no-score-head',
      `its weights hold no score head${instead}: a stock loader would make a random one`,
    );
  }
  const labels = head.state === 'found' ? head.rows : facts.config.labels;
  const evidence = head.state === 'found' ? 'proved' : 'declared';
  if (head.state === 'found' && facts.config.labels !== null && facts.config.labels !== head.rows)
    return no('unclear', `its head has ${head.rows} rows, its config names ${facts.config.labels} labels`);
  if (signals.scoresNone) return no('pairwise', 'it compares two responses, and gives no score of one');
  if (labels === null && !purposeful(facts, signals))
    return no('unclear', 'how many labels it has is not known');
  if (labels === null || labels === 1) {
    return purposeful(facts, signals)
      ? found('scalar', evidence, `${architecture} with one score`, signals)
      : no('unclear', 'one label, but nothing says that it was trained on preferences');
  }
  const good = facts.config.labelNames.findIndex((name) => GOOD_LABEL.test(name));
  if (labels === 2 && good >= 0)
    return found(
      'labels',
      evidence,
      `${architecture}; the label ${facts.config.labelNames[good]} is the score`,
      signals,
    );
  if (labels === 2) return no('not-a-scorer', 'two labels, neither of which says that a response is good');
  return no('several-heads', `${labels} scores, and no rule says how they mix`);
}

/** Whether figures, tags or words show what a single label was trained for, and how it is called is known. */
function purposeful(facts: ModelFacts, signals: CardSignals): boolean {
  const measured = Object.keys(facts.figures.rewardBench2).length > 0 || facts.figures.rewardBench !== null;
  return measured || (signals.reward && !signals.undocumented);
}

function generative(architecture: string, signals: CardSignals, evidence: Evidence): RoleFound {
  if (signals.decoderToken)
    return found('decoder', evidence, `${architecture}: read at one decoder token`, signals);
  if (pairwise(signals))
    return no('pairwise', 'it names the better of two responses, and gives no score of one');
  if (signals.rubric)
    return found('rubric-judge', evidence, `${architecture} that writes a score against a rubric`, signals);
  if (signals.stepProtocol)
    return found('steps', evidence, `${architecture} that judges each step by one token`, signals);
  if (signals.ownHead) return no('custom-code', `${architecture} with a head that stock loaders do not have`);
  return no('not-a-scorer', `${architecture} writes text; nothing shows a score head or a verdict`);
}

/** Without config.json: the card's words alone, and the recording of what it needs to be loaded. */
function described(facts: ModelFacts, signals: CardSignals): RoleFound {
  const { remoteCode, labels } = facts.config;
  const { card } = facts;
  if (signals.package) return found('package', 'described', `scored by ${signals.package}`, signals);
  if (signals.decoderToken) return found('decoder', 'described', 'read at one decoder token', signals);
  if (pairwise(signals)) return no('pairwise', 'it compares two responses, and gives no score of one');
  if (signals.engines.length === 2 && remoteCode === true && signals.reference === 'needed')
    return found('engine-scalar', 'described', 'serving engines load its class themselves', signals);
  if (remoteCode === true || (remoteCode === null && signals.ownHead))
    return no('custom-code', 'it is loaded by Python of its own repository');
  if (signals.rubric) return found('rubric-judge', 'described', 'writes a score against a rubric', signals);
  if (signals.steps) return found('steps', 'described', 'judges each step', signals);
  if (
    /\bcausal LM\b|text[- ]generation/i.test(`${card} ${facts.pipelineTag ?? ''}`) &&
    !/SequenceClassification/.test(card)
  )
    return no('not-a-scorer', 'it is spoken of as a language model without a score head');
  if (labels === 2 && /\bfaithful\b/i.test(card))
    return found('labels', 'described', 'two labels, one of which is the score', signals);
  if ((labels ?? 1) === 1 && purposeful(facts, signals))
    return found('scalar', 'described', 'spoken of as a sequence classifier with one score', signals);
  return no('unclear', 'neither its files nor its card show a score');
}

const pairwise = (signals: CardSignals): boolean => signals.pairwise && !signals.rubric;

function found(role: Role, evidence: Evidence, why: string, signals: CardSignals): RoleFound {
  return { role, evidence, why, signals };
}
