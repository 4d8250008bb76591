import { escapeLiteral } from 'pg';
import { z } from 'zod';
import { CAUSES } from '../../spec/verdict.ts';
import { STATUSES } from '../encoded-batch.ts';
import type { FactCondition, FactSource } from '../fact-source.ts';
import type { LedgerRecord } from '../ledger-record.ts';
import type { Part, RewardFilter } from '../views.ts';
import type { PostgresDatabase } from './database.ts';
import type { PostgresScan } from './scan.ts';
import { storedText } from './stored-text.ts';

const names = z.array(z.string());

/** The facts of a ledger in PostgreSQL. Names stand in them as they are, runs by number. */
export class PostgresFacts implements FactSource {
  readonly #database: PostgresDatabase;
  readonly #scan: PostgresScan;
  readonly factsByQuery = 'facts_by_query';

  constructor(database: PostgresDatabase, scan: PostgresScan) {
    this.#database = database;
    this.#scan = scan;
  }

  all(sql: string, values: readonly (string | number)[] = []): Promise<Record<string, unknown>[]> {
    return this.#database.query(sql, values);
  }

  async condition({
    run,
    step,
    kind,
    tool,
    status,
    cause,
    flag,
    snapshot,
    origin = 'scored',
  }: RewardFilter): Promise<FactCondition> {
    const number = run === undefined ? null : await this.#runNumber(run);
    if (run !== undefined && number === null) return null;
    return [
      'TRUE',
      number !== null && `run = ${number}`,
      kind !== undefined && `(kind = ${quoted(kind)} OR starts_with(kind, ${quoted(`${kind}.`)}))`,
      tool !== undefined &&
        `(${holds('tools', `${inJson(tool)}"`)} OR ${holds('tools', `${inJson(tool)}@`)})`,
      flag !== undefined && holds('flags', `${inJson(flag)}"`),
      snapshot !== undefined && `snapshot = ${quoted(snapshot)}`,
      step !== undefined && `step = ${Math.trunc(step)}`,
      status !== undefined && `status = ${STATUSES.indexOf(status)}`,
      cause !== undefined && `cause = ${CAUSES.indexOf(cause)}`,
      origin !== 'any' && `rescored = ${origin === 'rescored' ? 1 : 0}`,
    ]
      .filter((one) => one !== false)
      .join(' AND ');
  }

  async naming(part: Part): Promise<(stored: unknown) => (string | number | null)[]> {
    switch (part) {
      case 'run': {
        const found = await this.#database.query('SELECT number, run FROM runs');
        const runs = new Map(
          found.map(({ number, run }) => [Number(number), run === null ? null : String(run)]),
        );
        return (stored) => [runs.get(Number(stored)) ?? null];
      }
      case 'step':
        return (stored) => [Number(stored) < 0 ? null : Number(stored)];
      case 'kind':
        return (stored) => [stored === '' ? null : String(stored)];
      case 'snapshot':
        return (stored) => [String(stored)];
      case 'tool':
        return (stored) => {
          const tools = names.parse(JSON.parse(String(stored)));
          return tools.length > 0 ? tools : [null];
        };
    }
  }

  flagsOf = (stored: unknown): string[] => (stored === '' ? [] : names.parse(JSON.parse(String(stored))));

  async records(numbers: readonly number[]): Promise<LedgerRecord[]> {
    return numbers.length === 0 ? [] : this.#scan.some(numbers);
  }

  async #runNumber(run: string): Promise<number | null> {
    const [found] = await this.#database.query('SELECT number FROM runs WHERE run = $1', [run]);
    return found ? Number(found.number) : null;
  }
}

function quoted(text: string): string {
  return escapeLiteral(storedText(text));
}

/** @returns a text as it begins in JSON, with the quotation mark before it and without the one behind it */
function inJson(text: string): string {
  return JSON.stringify(text).slice(0, -1);
}

/** @returns a condition: a JSON array of texts has an element that begins so */
function holds(column: 'tools' | 'flags', beginning: string): string {
  return `(starts_with(${column}, ${quoted(`[${beginning}`)}) OR strpos(${column}, ${quoted(`,${beginning}`)}) > 0)`;
}
