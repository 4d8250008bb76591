/** Models as hubs have them: cards in the manner of real ones, in words of ours, with files beside them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factsOfFiles, type ModelFiles } from '../../hub/facts-of-files.ts';
import { contractByRules } from './contract-by-rules.ts';
import { demandSchema } from './demand.ts';
import { weighModel } from './weigh-model.ts';

interface Given {
  readonly card: string;
  readonly config?: object;
  readonly template?: boolean;
  readonly tensors?: ModelFiles['tensors'];
  readonly tags?: readonly string[];
  readonly names?: readonly string[];
}

function verdict({ card, config, template, tensors = null, tags = [], names }: Given, wanted: object = {}) {
  const facts = factsOfFiles({
    id: 'lab/model',
    revision: 'a'.repeat(40),
    source: 'hub',
    names: names ?? ['README.md', 'config.json', 'model.safetensors'],
    config: config ?? null,
    tokenizerConfig: template ? { chat_template: 'x' } : {},
    card,
    tensors,
    dtype: 'BF16',
    parameters: tensors ? 1e9 : null,
    bytes: null,
    access: 'open',
    listed: { tags },
  });
  const demand = demandSchema.parse({
    kind: 'chat',
    language: 'en',
    machine: { gpus: [24], memoryGb: 64 },
    settings: {},
    ...wanted,
  });
  const weighed = weighModel(facts, demand);
  if ('refused' in weighed) return { refused: weighed.refused.code };
  const found = contractByRules(weighed.contender, demand);
  return { role: weighed.contender.role, found: 'contract' in found ? found.contract : found.missing };
}

const ONE = { id2label: { 0: 'LABEL_0' } };
const SCORE = { 'score.weight': [1, 2048] };

const BRADLEY_TERRY = `---
license: apache-2.0
base_model: some/Body-4B
---
# Reward-4B
A pairwise-trained Bradley-Terry reward model. 26 million preference pairs, curated by people and language models.
## Results
| model | RewardBench | RM-Bench | Math | Code | Safety |
|---|---|---|---|---|---|
| Other-Reward-8B | 91.1 | 70.1 | 66.0 | 67.5 | 80.0 |
## Use
\`\`\`python
rm = AutoModelForSequenceClassification.from_pretrained(name, num_labels=1, attn_implementation="flash_attention_2")
text = tokenizer.apply_chat_template(conversation, tokenize=False)
if tokenizer.bos_token is not None and text.startswith(tokenizer.bos_token):
    text = text[len(tokenizer.bos_token):]
score = rm(**tokenizer(text, return_tensors="pt")).logits[0][0].item()
\`\`\`
Do not add a system prompt: never use system prompts. For policy optimisation the policy model trained on it needs a reference model.
Annotators chose which response is better. Longer inputs than 16,384 tokens are untested.`;

test('a Bradley-Terry model with tables, code and talk of policies is a scalar model that is called by its chat template', () => {
  const { role, found } = verdict({
    card: BRADLEY_TERRY,
    config: { architectures: ['Qwen3ForSequenceClassification'], ...ONE },
    template: true,
    tensors: SCORE,
  });
  assert.equal(role, 'scalar');
  assert.ok(typeof found === 'object' && found.render.as === 'chat' && found.render.system === 'forbid');
});

test('an upload that the trainer described itself is a scalar model', () => {
  const card =
    '---\nlicense: mit\n---\n# Model Card for out\nThis model is a fine-tuned version of some/Body-1B. It has been trained using TRL.\n## Quick start\nrewarder = pipeline(model="x")';
  const given = {
    card,
    config: { architectures: ['LlamaForSequenceClassification'], ...ONE },
    template: true,
    tensors: SCORE,
  };
  assert.equal(verdict({ ...given, tags: ['trl', 'reward-trainer'] }).role, 'scalar');
  assert.equal(
    verdict({ ...given, card: '---\nlicense: mit\n---\nA classifier of tickets.' }).refused,
    'unclear',
  );
});

const QE = (usage: string, words: string) => `---
license: apache-2.0
language: [en, de, zh, multilingual]
---
This is an evaluation model of translation. ${words}
\`pip install unbabel-comet\`
model.predict([{"src": "a", "mt": "b"${usage}}]) gives scores between 0 and 1.`;

test('an evaluation model of translation wants a reference where its usage has one', () => {
  const translation = { kind: 'translation', language: 'de' };
  const names = ['README.md', 'checkpoints/model.ckpt', 'hparams.yaml'];
  const based = {
    card: QE(', "ref": "c"', 'It receives source, translation and the reference, and gives a score.'),
    names,
  };
  assert.equal(verdict(based, translation).refused, 'needs');
  const with_ = verdict(based, { ...translation, carries: ['reference'] });
  assert.equal(with_.role, 'package');
  assert.deepEqual(typeof with_.found === 'object' && with_.found.needs, ['reference']);
  const free = verdict({ card: QE('', 'It is reference-free: quality estimation.'), names }, translation);
  assert.equal(free.role, 'package');
  assert.equal(verdict(based).refused, 'needs');
  assert.equal(verdict({ card: QE('', 'It is reference-free.'), names }).refused, 'kind');
});

test('a metric of the MetricX family is read at its decoder’s token, and turned round', () => {
  const card =
    '---\nlicense: apache-2.0\n---\nMetricX-24 hybrid. Scores of translations lie in 0 to 25; a score is an error, lower is better. It works with or without a reference.';
  const { role, found } = verdict(
    { card, config: { architectures: ['MT5ForRegression'], model_type: 'mt5' } },
    { kind: 'translation', language: 'de' },
  );
  assert.equal(role, 'decoder');
  assert.ok(typeof found === 'object' && found.sign === -1);
  assert.deepEqual([found.read, found.range], [{ from: 'decoder-token', token: 250_089 }, [0, 25]]);
});

test('small encoders and early dialogue models have layouts of their own', () => {
  const encoder = verdict({
    card: '---\nlicense: mit\nlanguage: en\n---\nA reward model: `inputs = tokenizer(question, answer, return_tensors="pt")`, `rank_model(**inputs).logits[0]`.',
    config: { architectures: ['DebertaV2ForSequenceClassification'], ...ONE, max_position_embeddings: 512 },
    tensors: { 'classifier.weight': [1, 1024] },
  });
  assert.equal(typeof encoder.found === 'object' && encoder.found.render.as, 'pair');
  const dialogue = verdict({
    card: '---\nlicense: mit\n---\nA helpfulness reward model.\n`q, a = "\\n\\nHuman: I have lost my keys. What now? \\n\\nAssistant:", "Look in your coat."`',
    config: { architectures: ['GPT2ForSequenceClassification'], ...ONE, n_positions: 1024 },
    tensors: SCORE,
  });
  assert.deepEqual(typeof dialogue.found === 'object' && dialogue.found.render, {
    as: 'template',
    template: '\n\nHuman: {prompt}\n\nAssistant: {response}',
  });
});

test('two trajectories want a reference, and the base of such a model is no scorer', () => {
  const config = { architectures: ['InternLM2ForRewardModel'], auto_map: { AutoModel: 'x.y' } };
  const card = (name: string) =>
    `---\nlicense: apache-2.0\n---\n# ${name}\nA policy discriminator: it scores a candidate trajectory against a reference trajectory, joined by <|reward|>.\nmodel-7B-Base is the pre-trained-only checkpoint, meant for fine-tuning.`;
  assert.equal(verdict({ card: card('model-7B'), config }).refused, 'needs');
  const { role, found } = verdict({ card: card('model-7B'), config }, { carries: ['reference'] });
  assert.equal(role, 'engine-scalar');
  assert.equal(typeof found === 'object' && found.render.as, 'trajectories');
  const base = card('x').replace('model-7B-Base is', 'This is');
  assert.equal(verdict({ card: base, config }, { carries: ['reference'] }).refused, 'base');
});

test('what looks like a scorer and is none stays out', () => {
  const chat =
    'A chat model. Post-training with a reward model, process rewards (PRM) and preference pairs. RewardBench as a judge: 88.';
  assert.equal(
    verdict({
      card: `---\nlicense: mit\n---\n${chat}`,
      config: { architectures: ['Qwen3ForCausalLM'] },
      template: true,
      tensors: { 'lm_head.weight': [9, 9] },
    }).refused,
    'not-a-scorer',
  );
  const toxic = {
    architectures: ['BertForSequenceClassification'],
    id2label: { 0: 'toxic', 1: 'insult', 2: 'threat' },
  };
  assert.equal(
    verdict({
      card: '---\nlicense: mit\n---\nToxicity.',
      config: toxic,
      tensors: { 'classifier.weight': [3, 768] },
    }).refused,
    'several-heads',
  );
  const sentiment = {
    architectures: ['BertForSequenceClassification'],
    id2label: { 0: 'NEGATIVE', 1: 'POSITIVE' },
  };
  assert.equal(
    verdict({
      card: '---\nlicense: mit\n---\nSentiment of reviews.',
      config: sentiment,
      tensors: { 'classifier.weight': [2, 768] },
    }).refused,
    'kind',
  );
});

const VERIFIER = (use: string) => `---
license: apache-2.0
---
# Math-Verify-Head-1.5B
A reference-based reward model for mathematics. It judges question, reference answer and completion, and gives the probability
that the completion is correct: a score head with a sigmoid over one logit, trained with binary cross-entropy.
${use}`;
const SHOWN = `\`\`\`python
text = f"<question>{row['question']}</question>\\n"
       f"<reference_answer>{row['reference_answer']}</reference_answer>\\n<completion>{row['completion']}</completion>"
\`\`\``;
const verifier = (use: string, wanted: object = {}) =>
  verdict(
    {
      card: VERIFIER(use),
      config: { architectures: ['Qwen2ForSequenceClassification'], ...ONE },
      template: true,
      tensors: SCORE,
    },
    { kind: 'math.final-answer', carries: ['reference'], ...wanted },
  );

test('a model that judges beside a reference is shown it, in the layout of its card; it serves no query without one', () => {
  const template =
    '<question>{prompt}</question>\n<reference_answer>{reference}</reference_answer>\n<completion>{response}</completion>';
  const { found } = verifier(SHOWN);
  assert.ok(typeof found === 'object');
  assert.deepEqual(
    [found.render, found.needs, found.activation, found.range, found.read],
    [{ as: 'template', template }, ['reference'], 'sigmoid', [0, 1], { from: 'head', index: 0 }],
  );
  assert.deepEqual(verifier(SHOWN, { carries: [] }), { refused: 'needs' });
  const sglang = verifier(SHOWN, { machine: { gpus: [24], memoryGb: 64, runtimes: ['sglang'] } }).found;
  assert.ok(typeof sglang === 'object' && sglang.activation === 'none' && sglang.range === null);
});

test('where the card puts question, reference and response into a turn of a chat, they stand in that turn', () => {
  const text = 'Problem: {problem}\\nGold: {gold_answer}\\nStudent: {student_answer}';
  const code = (turns: string) =>
    `\`\`\`python\nmessages = [${turns}{"role": "user", "content": f"${text}"}]\ntokenizer.apply_chat_template(messages)\n\`\`\``;
  const { found } = verifier(code(''));
  assert.ok(typeof found === 'object');
  assert.deepEqual(found.render, {
    as: 'chat',
    system: 'forbid',
    user: 'Problem: {prompt}\nGold: {reference}\nStudent: {response}',
    assistant: false,
  });
  assert.match(String(verifier(code('{"role": "system", "content": RULES}, ')).found), /laid out/);
});

test('where a card shows no layout with a reference, or two, nobody knows how it is called: its chat template has no place for one', () => {
  for (const use of ['', `${SHOWN}\n\`Q: {question} R: {reference} A: {answer}\``, '`{question} {answer}`'])
    assert.match(String(verifier(use).found), /how question, reference and response/, use);
});

test('the layout of VerifyRM is known from its training code', () => {
  const { found } = verdict(
    {
      card: '# VerifyRM\nA reference-based reward model for maths: p(correct) by a sigmoid.',
      config: { architectures: ['Qwen2ForSequenceClassification'], ...ONE },
      template: true,
      tensors: SCORE,
    },
    { kind: 'math.final-answer', carries: ['reference'], settings: { licences: { unstated: 'allow' } } },
  );
  assert.ok(typeof found === 'object' && found.render.as === 'template');
  assert.match(found.render.template, /^<question>\{prompt\}.*\n<reference_answer>/);
});
