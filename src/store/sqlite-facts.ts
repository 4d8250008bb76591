import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { factConditions } from './fact-conditions.ts';
import type { FactCondition, FactSource } from './fact-source.ts';
import type { LedgerRecord } from './ledger-record.ts';
import type { LedgerReader } from './reader.ts';
import { encodeRecord } from './record-id.ts';
import type { Part, RewardFilter } from './views.ts';

const names = z.array(z.string());

interface SqliteParts {
  readonly database: DatabaseSync;
  readonly reader: LedgerReader;
  readonly record: (record: string) => LedgerRecord | null;
}

/** The facts of an SQLite file. Names stand in them by number: kinds and flags among the words, the rest among `fact_names`. */
export class SqliteFacts implements FactSource {
  readonly #parts: SqliteParts;
  readonly factsByQuery = 'facts';

  constructor(parts: SqliteParts) {
    this.#parts = parts;
  }

  async all(sql: string, values: readonly (string | number)[] = []): Promise<Record<string, unknown>[]> {
    return this.#parts.database.prepare(sql.replaceAll('$', '?')).all(...values);
  }

  async condition(filter: RewardFilter): Promise<FactCondition> {
    return factConditions(this.#parts.database)(filter);
  }

  async naming(part: Part): Promise<(stored: unknown) => (string | number | null)[]> {
    const { database, reader } = this.#parts;
    switch (part) {
      case 'run':
        return (stored) => [reader.run(Number(stored))];
      case 'step':
        return (stored) => [Number(stored) < 0 ? null : Number(stored)];
      case 'kind':
        return (stored) => [stored === 0 ? null : reader.word(Number(stored))];
    }
    const name = database.prepare('SELECT name FROM fact_names WHERE number = ?');
    const nameOf = (stored: unknown): string => String(name.get(Number(stored))?.name);
    if (part === 'snapshot') return (stored) => [nameOf(stored)];
    return (stored) => {
      const tools = names.parse(JSON.parse(nameOf(stored)));
      return tools.length > 0 ? tools : [null];
    };
  }

  flagsOf = (stored: unknown): string[] =>
    stored === 0 ? [] : names.parse(JSON.parse(this.#parts.reader.word(Number(stored))));

  async records(numbers: readonly number[]): Promise<LedgerRecord[]> {
    return numbers.flatMap((number) => this.#parts.record(encodeRecord(number)) ?? []);
  }
}
