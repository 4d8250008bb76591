import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRecordedModels } from '../../hub/recorded-models.ts';
import { recordedModelsFile } from '../../testing/hub/recorded-models.ts';
import { roleOf } from './role.ts';

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

test('a name changes nothing about what a model is', () => {
  for (const facts of models.values()) {
    const named = roleOf(facts);
    const renamed = roleOf({ ...facts, id: 'someone/Best-Reward-Model-RM-Instruct' });
    assert.deepEqual([renamed.role, renamed.why], [named.role, named.why], facts.id);
  }
});
