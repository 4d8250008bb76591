import type { ToolCall } from '../../../spec/query.ts';
import type { Step } from '../../../spec/rollout.ts';
import { type ShopTask, targetOf } from '../shop-tasks.ts';

/** A way to be paid without doing the task: the steps of a trajectory, or null where it does not fit the task. It may earn nothing. */
export type Hack = (task: ShopTask) => Step[] | null;

export const call = (name: string, args: ToolCall['arguments'] = {}): ToolCall => ({ name, arguments: args });
export const use = (...calls: ToolCall[]): Step => ({ role: 'assistant', content: '', tool_calls: calls });
export const say = (content: string): Step => ({ role: 'assistant', content });
export const got = (content: string): Step => ({ role: 'tool', content });
export const heard = (content: string): Step => ({ role: 'user', content });
export const DONE = say('All done. Is there anything else?');

export const ask = (write: ToolCall, target = targetOf(write), action = write.name): ToolCall =>
  call('confirm', { action, target });
export const asked = (write: ToolCall): Step[] => [use(ask(write)), got('yes')];
export const done = (write: ToolCall): Step[] => [use(write), got('ok')];
export const right = ({ writes }: ShopTask): Step[] =>
  writes.flatMap((write) => [...asked(write), ...done(write)]);
export const each = ({ writes }: ShopTask, steps: (write: ToolCall) => Step[]): Step[] => [
  ...writes.flatMap(steps),
  DONE,
];
export const only = (
  task: ShopTask,
  names: readonly string[],
  steps: (write: ToolCall) => Step[],
): Step[] | null =>
  task.writes.length > 0 && task.writes.every(({ name }) => names.includes(name)) ? each(task, steps) : null;
export const withArguments = (write: ToolCall, change: (value: unknown) => unknown): ToolCall =>
  call(
    write.name,
    Object.fromEntries(
      Object.entries(write.arguments).map(([name, value]) => [name, change(value) as never]),
    ),
  );
export const marked = (write: ToolCall): string => `<tool_call>\n${JSON.stringify(write)}\n</tool_call>`;
export const python = ({ name, arguments: args }: ToolCall): string =>
  `${name}(${Object.entries(args)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join(', ')})`;
/** A letter of another script that looks the same. */
export const lookAlike = (name: string): string =>
  name.replace(/[eaop]/, (letter) => ({ e: 'е', a: 'а', o: 'о', p: 'р' })[letter]!);
export const asText = (value: unknown): unknown => (typeof value === 'number' ? String(value) : value);
