import type { AdapterSpec, Rendering } from '../../spec/adapter-spec.ts';
import { laysOutChats } from './render-input.ts';
import { runtimeOf } from './runtimes.ts';

/**
 * @param by what answers: a server at an address, or a worker that rlar starts
 * @returns why a model cannot be called as its adapter says, with what would help; null where it can
 */
export function unservableReason(spec: AdapterSpec, by: 'address' | 'worker' = 'address'): string | null {
  const { runtime: name, render, read, activation, endToken, needs } = spec;
  const runtime = runtimeOf(spec);
  const worker = name === 'managed-worker';
  if (!runtime || (worker && by === 'address'))
    return `runtime ${name} is not called at an address${worker ? ': rlar models deploy starts it' : ''}`;
  if (!worker && by === 'worker') return `runtime ${name} is not what a worker of rlar's runs`;
  if (read.from !== 'head') return `read.from ${read.from} is not read from a server; only head is`;
  if (name === 'plain-scorer' && !read.path?.split('.').includes('*'))
    return 'a plain scorer needs read.path, with * where the item stands';
  const layout = laysOutChats(spec) ? 'text' : layoutOf(render);
  if (!runtime.takes.includes(layout))
    return layout === 'chat'
      ? `${name} takes finished text, and the chat template is not in the adapter: put the tokenizer’s into chatTemplate (rlar models add --tokenizer), or serve it with vllm-classify-chat`
      : `${name} does not take render.as ${render.as}`;
  if (layout === 'chat' && endToken !== null)
    return `the end token ${endToken} cannot be added to a chat that the server lays out`;
  if (activation !== 'none' && !runtime.activates)
    return `${name} gives raw logits alone: activation must be none`;
  const missing = needs.find((need) => need !== 'reference');
  if (missing) return `queries carry no ${missing} that could be sent`;
  const field = /\{(source|rubric)\}/.exec(templatesOf(render).join('\n'))?.[1];
  return field === undefined ? null : `queries carry no ${field} that could be sent`;
}

function layoutOf({ as }: Rendering) {
  return as === 'template' || as === 'trajectories' ? 'text' : as;
}

function templatesOf(render: Rendering): string[] {
  switch (render.as) {
    case 'pair':
      return [render.first, render.second];
    case 'template':
      return [render.template];
    case 'chat':
      return [render.user ?? ''];
    case 'fields':
      return render.fields.map(({ of }) => `{${of}}`);
    case 'trajectories':
      return [];
  }
}
