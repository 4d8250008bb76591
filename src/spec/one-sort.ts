import type { Recogniser } from './tool.ts';

/**
 * @param id of the sort of constraint
 * @param programs `recognise` finds the words, `extract` reads the arguments; without `extract` no arguments can be read
 * @returns a recogniser that reads prompts for a tool that checks this one sort: at most one constraint in each
 */
export function oneSort(id: string, programs: Recogniser): Recogniser {
  return {
    ...programs,
    async read(prompt) {
      const spans = await programs.recognise(prompt);
      const kwargs = spans.length > 0 ? await programs.extract?.(prompt) : null;
      return kwargs
        ? { constraints: [{ id, kwargs, spans }], unread: [] }
        : { constraints: [], unread: spans };
    },
  };
}
