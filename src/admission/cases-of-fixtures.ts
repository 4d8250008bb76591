import type { Tool } from '../spec/tool.ts';
import type { Fixture } from '../tools/fixtures.ts';
import type { Case } from './candidate.ts';

/** @returns the fixtures of a tool as cases: responses with an exact expected value, and responses that must not earn the top */
export function casesOfFixtures({ declaration }: Tool, fixtures: readonly Fixture[]): Case[] {
  const [bottom, top] = declaration.range;
  return fixtures.map((entry) => {
    const value =
      entry.value ??
      (entry.class === 'full'
        ? top
        : entry.class === 'zero'
          ? bottom
          : entry.class === 'unscored'
            ? null
            : undefined);
    const good =
      value === null ? null : value === undefined || value === bottom ? false : value === top || null;
    return {
      name: entry.name,
      query: entry.query,
      options: entry.options,
      response: entry.response,
      good,
      origin: 'label',
      ...(entry.steps && { steps: entry.steps }),
      ...(value !== undefined && { value }),
    };
  });
}
