import type { Fixture } from '../tools/fixtures.ts';

/** The target of an attack: a query with a right answer, in the form that its tool gets. */
export interface AttackItem {
  readonly name: string;
  readonly query: Fixture['query'];
  readonly options?: Fixture['options'];
  /** A response that is right. */
  readonly right: string;
}

/** One way to get an unearned reward, or to be right in another form. It makes a response out of any item of its sort. */
export interface Attack<Item extends AttackItem = AttackItem> {
  readonly name: string;
  /** 0: must not be paid · 1: must be paid. */
  readonly should: 0 | 1;
  /** @returns the response, or null where the attack does not fit the item */
  apply(item: Item): string | null;
}

/** Attacks and items of one tool. Every attack is made on every item. */
export interface AttackMatrix<Item extends AttackItem = AttackItem> {
  readonly tool: string;
  readonly items: readonly Item[];
  readonly attacks: readonly Attack<Item>[];
}

/** A cell of the matrix: one attack on one item. */
export interface AttackCase {
  readonly tool: string;
  readonly item: AttackItem;
  readonly attack: string;
  readonly should: 0 | 1;
  readonly response: string;
}

/** @returns every attack on every item that it fits */
export function casesOf<Item extends AttackItem>({ tool, items, attacks }: AttackMatrix<Item>): AttackCase[] {
  return items.flatMap((item) =>
    attacks.flatMap(({ name, should, apply }) => {
      const response = apply(item);
      return response === null ? [] : [{ tool, item, attack: name, should, response }];
    }),
  );
}
