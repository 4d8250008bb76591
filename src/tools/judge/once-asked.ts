import type { PreparedTool } from '../../spec/tool.ts';

/**
 * Prepares a tool from an answer that may come later, over the network. The first batch then waits for it. Where no answer came,
 * that batch fails, and the next one asks again.
 */
export function onceAsked<Answer>(
  ask: () => Answer | Promise<Answer>,
  prepare: (answer: Answer) => PreparedTool,
): PreparedTool {
  const first = ask();
  if (!(first instanceof Promise)) return prepare(first);
  let prepared: Promise<PreparedTool> | null = first.then(prepare);
  const reason = prepared.then(({ inapplicable }) => inapplicable);
  // A batch may never come, and nobody may ask whether the query can be served.
  reason.catch(() => {});
  return {
    inapplicable: reason,
    async score(rollouts, context) {
      prepared ??= Promise.resolve(ask()).then(prepare);
      const waited = prepared;
      const tool = await waited.catch((thrown: unknown) => {
        if (prepared === waited) prepared = null;
        throw thrown;
      });
      return tool.score(rollouts, context);
    },
  };
}
