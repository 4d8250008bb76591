import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SCALAR_FACTS as SCALAR } from '../../testing/hub/scalar-facts.ts';
import {
  changedConfig as config,
  chatDemand as demand,
  refusalOfChanged as of,
  refusalOf as refusal,
} from '../../testing/hub/weigh-scalar.ts';
import { contractByRules } from './contract-by-rules.ts';
import { weighModel } from './weigh-model.ts';

/** What real cards also say, none of which makes another model of this one. */
const NOISE = [
  'It was trained with a pairwise ranking loss; annotators compared two responses and said which one is better.',
  'The policy model trained with it by PPO gains four points, where a DPO run needs a reference model.',
  'Perplexity after training is 3.1 (lower is better).',
  'The score head is randomly initialized before training.',
  'We do not release our process reward model (PRM).',
  'Other checkpoints: lab-Reward-7B-Base is pre-trained only and meant for fine-tuning, not for scoring.',
  'Evaluated with unbabel-comet, on maths, coding, translation and summarization data.',
  'Load it with AutoModelForSequenceClassification; trust_remote_code is not needed.',
  'Best-of-n sampling with it can rerank candidates.',
  'The dataset has dialogues in which an agent should choose a hotel, and systems that must answer politely.',
  'Free for research and commercial use.',
];

test('what real cards say beside the point changes no verdict', () => {
  const plain = weighModel(SCALAR, demand());
  assert.ok('contender' in plain);
  for (const noise of [...NOISE, NOISE.join('\n\n')]) {
    const weighed = weighModel({ ...SCALAR, card: `${SCALAR.card}\n\n${noise}` }, demand());
    assert.ok('contender' in weighed, `${noise}: ${refusal(weighed)}`);
    assert.deepEqual(
      contractByRules(weighed.contender, demand()),
      contractByRules(plain.contender, demand()),
      noise,
    );
  }
});

test('a language model does not become a scorer by what its card says of its training', () => {
  for (const card of [
    'A chat model trained against a process reward model (PRM) that gives a score per step.',
    'An instruct model. Reward: RLHF with preference pairs; a scalar reward model scored the answers.',
    'Bradley-Terry preference training. Best reward on every benchmark.',
  ])
    assert.equal(
      of({ card, ...config({ architectures: ['LlamaForCausalLM'], labels: null }) }),
      'not-a-scorer',
    );
});

test('a card that is made to take long is read in no time', () => {
  const long = 60_000;
  for (const card of [
    `Human:${'\n'.repeat(long)}`,
    `Human:${'\\n'.repeat(long / 2)}x`,
    'needs '.repeat(long / 6),
    `a-${'1'.repeat(long)}`,
    `${'a-1.'.repeat(long / 4)}`,
    'tokenizer(question'.repeat(long / 20),
    'ignore all previous '.repeat(long / 20),
    'agreement '.repeat(long / 10),
    `.${' '.repeat(long)}`,
  ])
    assert.ok(['none', 'unclear'].includes(of({ card: `${SCALAR.card} ${card}` })));
});
