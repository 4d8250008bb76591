/** The thread that reads groups of very many values. See group-reader.ts. */
import type { RowOptions } from '../../intake/read-row.ts';
import { workInBackground } from '../../sandbox/program/background-thread.ts';
import { type ErrorCode, RlarError } from '../../spec/errors.ts';
import { parse } from '../body/json-body.ts';
import { type ReadGroup, readGroup } from './read-group.ts';

/** One group to read. */
export interface GroupTask {
  /** Its JSON. */
  readonly bytes: Uint8Array;
  /** Its place in the request. */
  readonly index: number;
  readonly options: RowOptions;
}

/** An error of the table, as it is sent between threads. */
export interface ThrownCode {
  readonly code: ErrorCode;
  readonly message: string;
}

workInBackground();

export default function readTask({ bytes, index, options }: GroupTask): ReadGroup | ThrownCode {
  try {
    return readGroup(parse(Buffer.from(bytes).toString('utf8')), index, options);
  } catch (thrown) {
    if (thrown instanceof RlarError) return { code: thrown.code, message: thrown.message };
    throw thrown;
  }
}
