import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRecordedModels } from '../../hub/recorded-models.ts';
import { recordedModelsFile } from '../../testing/hub/recorded-models.ts';
import { demandSchema } from './demand.ts';
import { roleOf } from './role.ts';
import { weighModel } from './weigh-model.ts';

const models = new Map(readRecordedModels(recordedModelsFile).map((facts) => [facts.id, facts]));

/** What each is, where its name, its task or its number of labels say something else. */
const TRAPS: Readonly<Record<string, string>> = {
  'internlm/internlm2-7b-reward': 'engine-scalar',
  'OpenAssistant/reward-model-deberta-v3-large-v2': 'scalar',
  'internlm/POLAR-7B': 'engine-scalar',
  'Ray2333/GRM-Gemma2-2B-rewardmodel-ft': 'scalar',
  'allenai/Llama-3.1-8B-Instruct-RM-RB2': 'scalar',
  'allenai/Llama-3.1-8B-Base-RM-RB2': 'scalar',
  'NCSOFT/Llama-3-OffsetBias-RM-8B': 'scalar',
  'Unbabel/wmt22-comet-da': 'package',
  'google/metricx-24-hybrid-large-v2p6': 'decoder',
  'Qwen/Qwen2.5-Math-PRM-7B': 'steps',
  'CogComp/bart-faithful-summary-detector': 'labels',
  'ContextualAI/LMUnit-qwen2.5-72b': 'rubric-judge',
  'internlm/POLAR-7B-Base': 'base',
  'TIGER-Lab/AceCoder-Qwen2.5-7B-Ins-RM': 'not-a-scorer',
  'ByteDance-Seed/Seed-X-PPO-7B': 'not-a-scorer',
  'jason9693/Qwen2.5-1.5B-apeach': 'not-a-scorer',
  'BAAI/bge-reranker-large': 'reranker',
  'gaotang/RM-R1-Qwen2.5-Instruct-7B': 'pairwise',
  'llm-blender/PairRM-hf': 'custom-code',
  'merty/attempt3_7b_qwen2.5': 'unclear',
  'JC-24/reward-model-qwen': 'unclear',
  'RLHFlow/ArmoRM-Llama3-8B-v0.1': 'custom-code',
  'Ray2333/GRM-llama3-8B-sftreg': 'custom-code',
  'TIGER-Lab/AceCodeRM-7B': 'custom-code',
  'Nexusflow/Starling-RM-34B': 'custom-code',
  'openbmb/UltraRM-13b': 'custom-code',
  'infly/INF-ORM-Llama3.1-70B': 'custom-code',
  'PKU-Alignment/beaver-7b-v1.0-reward': 'custom-code',
  'nvidia/Llama-3.1-Nemotron-70B-Reward-HF': 'not-a-scorer',
  'NCSOFT/Llama-3-OffsetBias-8B': 'pairwise',
  'trl-internal-testing/tiny-Qwen3ForSequenceClassification': 'test',
};

test('a model is what its files make it, not what its name promises', () => {
  const found = Object.fromEntries(
    Object.keys(TRAPS).map((id) => {
      const known = roleOf(models.get(id)!);
      return [id, known.role ?? known.code];
    }),
  );
  assert.deepEqual(found, TRAPS);
});

/** No licence in the metadata, or one that stands in the card's prose or forbids commercial use. */
const LICENCES: Readonly<Record<string, string>> = {
  'Skywork/Skywork-Reward-Llama-3.1-8B': 'no licence',
  'Skywork/Skywork-Reward-Llama-3.1-8B-v0.2': 'no licence',
  'hendrydong/Mistral-RM-for-RAFT-GSHF-v0': 'no licence',
  'infly/INF-ORM-Llama3.1-70B': 'no licence',
  'PKU-Alignment/beaver-7b-v1.0-reward': 'forbids',
  'berkeley-nest/Starling-RM-7B-alpha': 'forbids',
  'ChaiML/gpt2_base_retry_and_continue_5m_reward_model': 'forbids',
  'Unbabel/wmt22-cometkiwi-da': 'forbids',
  'Unbabel/XCOMET-XL': 'forbids',
};

test('a licence is read where it stands, and where there is none nobody makes one up; allowed code changes nothing of that', () => {
  const customCode = [...models.values()].map(({ id, revision }) => `${id}@${revision ?? 'a'.repeat(40)}`);
  const machine = { gpus: [80, 80, 80, 80], memoryGb: 512 };
  for (const [id, why] of Object.entries(LICENCES)) {
    const demand = demandSchema.parse({ kind: 'chat', language: 'en', machine, settings: { customCode } });
    const weighed = weighModel(models.get(id)!, demand);
    assert.ok('refused' in weighed && weighed.refused.code === 'licence', id);
    assert.match(weighed.refused.why, new RegExp(why), id);
  }
  const pairs = weighModel(
    models.get('llm-blender/PairRM-hf')!,
    demandSchema.parse({ kind: 'chat', language: 'en', machine, settings: { customCode } }),
  );
  assert.ok('refused' in pairs && pairs.refused.code === 'pairwise');
});

test('a name changes nothing about what a model is', () => {
  for (const facts of models.values()) {
    const named = roleOf(facts);
    const renamed = roleOf({ ...facts, id: 'someone/Best-Reward-Model-RM-Instruct' });
    assert.deepEqual([renamed.role, renamed.why], [named.role, named.why], facts.id);
  }
});
