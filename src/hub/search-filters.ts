import type { ModelQuery } from './model-source.ts';

/** @returns `ask`, adding the filters that the hub's interface has and its package does not */
export function withFilters(ask: typeof fetch, { task, gated, parameters }: ModelQuery): typeof fetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    // The next pages' addresses hold the filters of the first.
    if (!url.searchParams.has('cursor')) {
      if (task !== undefined) url.searchParams.set('pipeline_tag', task);
      if (gated !== undefined) url.searchParams.set('gated', String(gated));
      const bounds = Object.entries(parameters ?? {}).map(([name, value]) => `${name}:${value}`);
      if (bounds.length > 0) url.searchParams.set('num_parameters', bounds.join(','));
    }
    return ask(url, init);
  };
}
