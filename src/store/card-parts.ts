import { hash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../spec/canonical-json.ts';
import { decisions, isUndecided, NO_DECISIONS } from '../spec/decisions.ts';
import { type ToolCard, toolCard } from '../spec/tool-card.ts';
import type { LibraryContent } from './registry.ts';

const hashes = z.array(z.string());
/** How decisions stand among the cards of a list. */
const decided = z.object({ decisions });

/** A card or the decisions, as JSON, under the hash of its content. */
export interface CardPart {
  readonly key: string;
  readonly body: string;
}

/** Cuts a content into parts that are stored once each. @returns the parts, and the list of their keys as JSON */
export function partsOf({ cards, decisions: made }: LibraryContent): { parts: CardPart[]; list: string } {
  const whole = isUndecided(made) ? cards : [...cards, { decisions: made }];
  const parts = whole.map((part) => {
    const body = canonicalJson(part);
    return { key: hash('sha256', body, 'hex').slice(0, 32), body };
  });
  return { parts, list: JSON.stringify(parts.map(({ key }) => key)) };
}

/** @returns the keys of a list of `partsOf`, in order */
export function keysOf(list: string): string[] {
  return hashes.parse(JSON.parse(list));
}

/** @param bodies the parts that a list names, in its order */
export function contentOf(bodies: readonly string[]): LibraryContent {
  const cards: ToolCard[] = [];
  let made = NO_DECISIONS;
  for (const body of bodies) {
    const part: unknown = JSON.parse(body);
    const found = decided.safeParse(part);
    if (found.success) made = found.data.decisions;
    else cards.push(toolCard.parse(part));
  }
  return { cards, decisions: made };
}
