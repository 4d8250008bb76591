import type { z } from 'zod';
import { Library, type LibraryPart } from '../library/library.ts';
import type { Decisions } from '../spec/decisions.ts';
import { makeTool, noOptions } from '../spec/make-tool.ts';
import { eachRollout } from '../spec/prepared-tool.ts';
import type { toolDeclaration } from '../spec/tool-card.ts';
import { scored } from '../spec/verdict.ts';
import { testCard } from './test-card.ts';

/** A card, with the labelled answers of its evidence; without `of` there is no evidence. */
export type CardParts = Partial<z.input<typeof toolDeclaration>> & {
  readonly id: string;
  readonly right?: number;
  readonly of?: number;
  readonly set?: string;
  readonly provisional?: boolean;
  /** What the tool gives a response; 1 by default. */
  readonly value?: (text: string) => number;
};

/** For tests: a library of cards whose tools do next to nothing. */
export function cardLibrary(parts: readonly CardParts[], decisions?: Decisions): Library {
  return new Library(parts.map(partOf), {}, decisions);
}

function partOf({
  right = 0,
  of = 0,
  set = 'labels',
  provisional = false,
  value = () => 1,
  ...card
}: CardParts): LibraryPart {
  const declaration = testCard(card);
  const tool = makeTool({
    declaration,
    options: noOptions,
    prepare: () => eachRollout(({ text }) => scored(value(text))),
  });
  const { id, version } = declaration;
  const labelled = [
    {
      set,
      items: of,
      scored: of,
      accuracy: of === 0 ? 0 : right / of,
      falsePositives: of - right,
      falseNegatives: 0,
    },
  ];
  const evidence = { tool: id, version, source: 'test', gates: [], labelled, admitted: true, provisional };
  return { tool, evidence: of === 0 ? null : evidence };
}
