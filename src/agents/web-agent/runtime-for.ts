import type { ModelFacts } from '../../hub/model-facts.ts';
import type { ScorerRuntime } from '../../spec/adapter-spec.ts';
import type { Machine } from './machine-as-written.ts';
import type { Role } from './role.ts';

/** Bodies that TEI has classification heads for. */
const TEI_BODIES =
  /^(?:Bert|Camembert|Roberta|XLMRoberta|DebertaV2|ModernBert|New)ForSequenceClassification$/;

/**
 * @returns the runtime for a model of this role on this machine; null where no runtime there can serve it. An engine comes
 * before the managed worker where there is a GPU, because it batches; the worker loads safetensors alone.
 * @param ownCode whether the model is loaded by Python of its repository, which runs in inference engines alone
 */
export function runtimeFor(
  role: Role,
  facts: ModelFacts,
  machine: Machine,
  ownCode = false,
): ScorerRuntime | null {
  const all =
    machine.runtimes ??
    (machine.gpus.length > 0
      ? ['managed-worker', 'vllm', 'sglang', 'tei', 'openrlhf']
      : ['managed-worker', 'tei']);
  const there = new Set(all.filter((name) => !ownCode || name === 'vllm' || name === 'sglang'));
  const worker = there.has('managed-worker') && facts.weights.format !== 'pytorch' ? 'managed-worker' : null;
  const architecture = facts.config.architectures?.[0] ?? '';
  switch (role) {
    case 'scalar':
    case 'labels':
      if (TEI_BODIES.test(architecture)) return worker ?? (there.has('tei') ? 'tei-predict' : null);
      if (there.has('vllm') && !isEncoder(architecture)) return 'vllm-classify';
      if (there.has('sglang') && !isEncoder(architecture) && role === 'scalar') return 'sglang-classify';
      return worker;
    case 'engine-scalar':
      return there.has('vllm') ? 'vllm-pooling' : there.has('sglang') ? 'sglang-classify' : null;
    case 'steps':
      return there.has('vllm') ? 'vllm-pooling' : null;
    case 'decoder':
      return worker;
    case 'rubric-judge':
      return there.has('vllm') || there.has('sglang') ? 'chat' : null;
    case 'package':
      return 'plain-scorer';
  }
}

function isEncoder(architecture: string): boolean {
  return /^(?:Bert|Camembert|Roberta|XLMRoberta|Deberta\w*|ModernBert|New|Bart|T5|MT5)For/.test(architecture);
}
