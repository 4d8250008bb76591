import { RlarError } from '../spec/errors.ts';
import type { LedgerFilter, RecordedGroup } from './ledger.ts';
import type { LedgerRecord } from './ledger-record.ts';
import { decodeRecord } from './record-id.ts';

/** @param size number of rollouts when the group was scored @param records those that are left, one at least */
export function groupOf(size: number, records: readonly LedgerRecord[]): RecordedGroup {
  const { group: id, context, queryKey, query, reward } = records[0]!;
  return { id, context, queryKey, query, assignment: reward.assignment, records, size };
}

/** @returns the number of the record after which a scan begins. @throws RLAR_INVALID_REQUEST */
export function afterOf({ afterRecord }: LedgerFilter): number {
  if (afterRecord === undefined) return 0;
  const number = decodeRecord(afterRecord);
  if (number === null) throw new RlarError('RLAR_INVALID_REQUEST', `${afterRecord} is not a record`);
  return number;
}
