import type { ModelFacts } from '../../hub/model-facts.ts';
import { forbidsCommerce } from './forbids-commerce.ts';
import { scoresHarm } from './scores-harm.ts';

/**
 * What fixed patterns find in the words of a card. The card is a stranger's: a pattern may take a model out, or say what a
 * model that the files already show to be a scorer is for. None makes a scorer of something else.
 */
export interface CardSignals {
  /** It is spoken of as something that scores by preference. */
  readonly reward: boolean;
  /** It writes text to answer with: a policy, not a scorer. */
  readonly policy: boolean;
  readonly base: boolean;
  readonly reranker: boolean;
  readonly test: boolean;
  /** Compares two responses, and gives no score of one. */
  readonly pairwise: boolean;
  /** It says that it has no score of a single response. */
  readonly scoresNone: boolean;
  /** Scores a response against a rubric or a unit test in words. */
  readonly rubric: boolean;
  /** One score for each step. */
  readonly steps: boolean;
  /** The card or its tags show how a step is marked. */
  readonly stepProtocol: boolean;
  readonly reference: 'needed' | 'optional' | 'without' | null;
  /** Its number is a probability, by a sigmoid over its one logit. */
  readonly probability: boolean;
  /** A higher number is worse. */
  readonly inverted: boolean;
  /** A head or class that stock loaders do not have. */
  readonly ownHead: boolean;
  /** Engines that the card names for its own class. */
  readonly engines: readonly ('vllm' | 'sglang')[];
  /** Runs in this package, which the user installs. */
  readonly package: 'unbabel-comet' | null;
  /** Token whose logit after one decoder step is the score. */
  readonly decoderToken: boolean;
  readonly nonCommercial: boolean;
  /** Its authors call it an experiment, or for research. */
  readonly experimental: boolean;
  /** How it is called is not written down. */
  readonly undocumented: boolean;
  /** It speaks to whoever chooses models, to be chosen. */
  readonly instructs: boolean;
  readonly layout: 'chat' | 'pair' | 'human-assistant' | 'own' | null;
}

const REWARD = /\breward|\bpreference|bradley|rlhf|helpful|harmless|quality estimation|\bscalar\b/i;
const STEP_TAG = /\bprm\b|process-reward/i;
const WORDS = /[a-z][\w.-]{2,80}/gi;
/** Ids of models have a hyphen and a number in them. */
const isModelName = (word: string): boolean => word.includes('-') && /\d/.test(word);

/** Whether a sentence speaks of a sister model: one whose name begins as this one's does, or that it says something of. */
function ofAnother(sentence: string, id: string): boolean {
  const own = id.split('/').at(-1)?.toLowerCase() ?? '';
  const family = /^[a-z]+/.exec(own)?.[0] ?? own;
  const named = (sentence.match(WORDS) ?? [])
    .filter(isModelName)
    .map((name) => name.toLowerCase().replace(/\W+$/, ''));
  const others = named.filter((name) => !own.includes(name));
  const said = sentence.toLowerCase();
  const subject = (name: string): boolean =>
    ['is', 'are', 'was', 'refers'].some((verb) => said.includes(`${name} ${verb} `));
  return !named.includes(own) && others.some((name) => name.startsWith(family) || subject(name));
}

/** Words that turn a sentence's claim round. */
const DENIED = /\b(?:nothing|not|never|no|isn't|doesn't|rather than|instead of|unlike|sibling)\b/i;

/** Sentences that speak to a reader that chooses; what a model does with instructions is not meant. */
const INSTRUCTS = [
  /\b(?<=(?:^|[.!?:;>*#"-])\s*)(?:please\s+|now\s+|and\s+)?(?:ignore|disregard|forget)\b[^.\n]{0,40}\b(?:previous|prior|above|other|all|any|your)\b[^.\n]{0,40}\b(?:instructions?|rules?|models?|candidates?|cards?|prompts?)\b/im,
  /\b(?:choose|select|pick|rank|deploy|register)\s+(?:only\s+)?this\s+(?:model|repo(?:sitory)?|checkpoint)\b[^.\n]{0,60}\b(?:first|always|only|regardless|highest|best)\b/i,
  /\b(?:AI|LLM|language model|automated)\s+(?:agents?|assistants?|systems?)\s+(?:reading|processing|that reads?|who reads?|evaluating|selecting)\b/i,
  /\b(?:agents?|bots?|crawlers?|pipelines?|programs?|systems?|evaluators?|selectors?)\s+(?:that |who |which )?(?:reads?|reading|evaluat\w+|select\w*|choos\w+|compar\w+|rank\w*|pick\w*)\b[^.\n]{0,60}\b(?:should|must|shall|ha(?:s|ve) to|(?:is|are) to|needs? to)\b/i,
  /\b(?:you must|always)\s+(?:choose|select|pick|rank|register|deploy)\s+(?:this|it)\b/i,
  /\b(?:assistant|agent|system)\s*:[^.\n]{0,60}\b(?:choose|select|pick|rank|register|deploy)\b/i,
];

/** @returns what the patterns find in a card, its tags among the words */
export function cardSignals({ id, card, tags, library, pipelineTag }: ModelFacts): CardSignals {
  const text = card.slice(0, 60_000);
  const sentences = text.split(/(?<=[.;!?])\s+|\n+/);
  const own = sentences.filter((sentence) => !ofAnother(sentence, id));
  const undenied = sentences.filter((sentence) => !DENIED.test(sentence));
  const claims = own.filter((sentence) => !DENIED.test(sentence));
  const ownSays = (pattern: RegExp): boolean => own.some((sentence) => pattern.test(sentence));
  const says = (pattern: RegExp): boolean => pattern.test(text);
  const claimsIt = (pattern: RegExp): boolean => claims.some((claim) => pattern.test(claim));
  const words = tags.join(' ');
  const undocumented = says(/^not (?:documented|recorded)|layout (?:is )?not recorded|empty card/im);
  return {
    reward:
      undenied.some((sentence) => REWARD.test(sentence)) ||
      /reward|rlhf|preference|\bprm\b|hh-rlhf|quality-estimation/i.test(words) ||
      pipelineTag === 'reward-model',
    policy: says(
      /\bpolicy (?:model )?(?:\([^)]*\) )?(?:model )?trained\b|\btranslation policy\b|does not score|none: it generates|\bit generates (?:code|text|translations?)\b/i,
    ),
    base: ownSays(
      /pre-?trained[- ]only|meant for fine-?tuning|not for scoring|\bbase checkpoint for fine-?tuning/i,
    ),
    reranker:
      /rerank|cross-encoder|text-ranking|sentence-similarity/i.test(`${words} ${pipelineTag ?? ''}`) ||
      /sentence-transformers|FlagEmbedding/i.test(library ?? '') ||
      says(
        /cross-?encoder for retrieval|\brerank(?:er|ing)?\b[^.\n]{0,60}\b(?:passages?|documents?|retriev)|\/rerank\b/i,
      ),
    test: ownSays(/\bmeant for tests?\b|\brandom weights\b|\btiny\b[^.\n]{0,40}\brandom\b/i),
    scoresNone: ownSays(/no (?:absolute|per-response) score/i),
    pairwise:
      ownSays(/no (?:absolute|per-response) score/i) ||
      claimsIt(
        /\bpairwise\b|\bcompares two\b|\btwo (?:candidates|responses) (?:and|by)\b|better of two|\boutputs? \(a\)|which (?:one )?is better|generates A or B/i,
      ),
    rubric: says(
      /natural[- ]language unit tests?|\bunit test: ?\.\.|\brubric[- ]conditioned|principle text in the input/i,
    ),
    steps:
      STEP_TAG.test(words) ||
      ownSays(/process reward|\bPRM\b|\bper step\b|\bstep (?:verifier|reward|score)|after each step/i),
    stepProtocol:
      STEP_TAG.test(words) ||
      says(
        /<extra_0>|step[ _]tag|\btag ends each step|after each step[^.\n]{0,60}['’"]\+['’"]|\bone score per step\b/i,
      ),
    reference: referenceUse(text),
    probability: claimsIt(
      /\bsigmoid\b|\bBCE(?:WithLogits|\b)|binary cross-?entropy|probability (?:that|of)[^.\n]{0,60}\b(?:correct|right)|\bp\(correct\)/i,
    ),
    inverted:
      scoresHarm(own.join('\n')) ||
      ownSays(
        /\b(?:scores?|errors?|costs?|outputs?|reward)\b[^.\n]{0,60}\blower is better\b|^lower is better\b|higher score means more (?:harm|error)|must be negated|\bthen negate\b|(?<!-)\bcost model of\b/i,
      ),
    ownHead: says(
      /\bcustom (?:class|loader|head|\w*(?:RewardModel|RM|ForScore|Classification|PRMModel)\b)|\bv_head\b|value head|regression[_ -](?:head|layer)|trust_remote_code|\bremote code\b|no score head|two-layer score head|own PRM class|\bauto_map\b|AutoModelForScore|replaced by a 1-wide/i,
    ),
    engines: [
      ...(says(/vllm[^.\n]{0,40}\/pooling|vLLM \/classify|vllm serve/i) ? (['vllm'] as const) : []),
      ...(says(/sglang[^.\n]{0,40}(?:\/classify|--is-embedding)/i) ? (['sglang'] as const) : []),
    ],
    package: says(/unbabel-comet/i) || /\bcomet\b/i.test(library ?? '') ? 'unbabel-comet' : null,
    decoderToken: says(/one decoder step, logit of token \d+|MT5ForRegression|\bmetricx-?\d\d/i),
    nonCommercial: forbidsCommerce(text),
    experimental: says(
      /\bexperimental (?:member|model|release|version)|advise research use only|labels flipped/i,
    ),
    undocumented,
    instructs: INSTRUCTS.some((pattern) => pattern.test(text)),
    layout: layoutOf(text),
  };
}

/** A reference as something that is scored against; a reference model or policy is another thing. */
const REFERENCE_READ =
  /without a reference it has no meaning|needs? (?:a |source, translation and |the )?reference\b(?! (?:model|policy))|reference-based|agreement [^.\n]{0,80} with a reference|reference-conditioned|\breference(?: answers?)?,? and (?:the |a )?(?:completion|response|candidate)|\breference answers? as (?:an? |its )?input|\breference trajector|["']ref(?:erence)?["']\s*:|\b(?:source|hypothesis|translation)\b[^.\n]{0,60}\band (?:the )?reference\b|\breference translation\b/i;
const REFERENCE_LEFT_OUT =
  /with a reference or without|reference part for QE|optional(?:ly)? (?:a )?reference(?! (?:model|policy))|\bref\?\}|(?:with or without|also[^.\n]{0,40}without) (?:a |the )?references?\b/i;

function referenceUse(text: string): CardSignals['reference'] {
  if (REFERENCE_LEFT_OUT.test(text)) return /reference-based/i.test(text) ? 'needed' : 'optional';
  if (/reference-free|without (?:a )?references? (?:translation|at all)|quality estimation|-qe\b/i.test(text))
    return 'without';
  return REFERENCE_READ.test(text) ? 'needed' : null;
}

function layoutOf(text: string): CardSignals['layout'] {
  if (
    /own text layout|plain-text layout|not a chat template|\[INST\] instruction|BEGINNING OF CONVERSATION/i.test(
      text,
    )
  )
    return 'own';
  if (
    /Human:[ .]{0,5}(?:\\n|\s){0,20}Assistant:|(?:\\n|\n)Human:[\s\S]{1,400}?(?:\\n|\n)Assistant:/i.test(text)
  )
    return 'human-assistant';
  if (
    /tokenizer\((?:question|prompt|article)[^)\n]{0,80}, ?(?:answer|response|summary)|text pair|\(article, summary\)/i.test(
      text,
    )
  )
    return 'pair';
  return /chat[_ ]template/i.test(text) ? 'chat' : null;
}
