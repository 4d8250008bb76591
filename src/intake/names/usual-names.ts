import type { JsonObject } from '../../spec/json.ts';
import { row as rowSchema } from '../row-schema.ts';
import { fillOptions } from './fill-options.ts';
import { fillPair } from './fill-pair.ts';
import { fillPrompt } from './fill-prompt.ts';
import { fillReference } from './fill-reference.ts';
import { fillTables } from './fill-tables.ts';
import { fillTests } from './fill-tests.ts';

/** A row with the field names of docs/input.md, and the names of the columns that were read under other names. */
interface UsualNames {
  readonly columns: JsonObject;
  readonly read: readonly string[];
}

const FILLS = [fillTests, fillReference, fillTables, fillOptions, fillPair, fillPrompt];

/**
 * Reads columns under common names of data sets, if the row has no field with that meaning. A field of docs/input.md always
 * comes first. Only names with a single meaning beside a response are read.
 */
export function withUsualNames(row: JsonObject): UsualNames {
  const columns: JsonObject = { ...row };
  const read = [inSmallLetters, ...FILLS].flatMap((fill) => fill(columns));
  return { columns, read };
}

/** `Question`, `Ground Truth` → `question`, `ground_truth`; single letters are options. */
function inSmallLetters(row: JsonObject): string[] {
  return Object.keys(row).filter((name) => {
    const plain = name
      .trim()
      .replace(/(?<=[a-z])(?=[A-Z])/g, '_')
      .toLowerCase()
      .replace(/[\s-]+/g, '_');
    if (plain === name || plain.length < 2 || Object.hasOwn(row, plain)) return false;
    row[plain] = row[name]!;
    delete row[name];
    return Object.hasOwn(rowSchema.shape, plain);
  });
}
