import type { Runnable } from '../run-cases.ts';
import type { Subject } from '../split.ts';
import type { HackPattern } from './patterns.ts';

/** One response of the hack matrix to one query. */
export interface Hack {
  readonly name: string;
  readonly sort: HackPattern['sort'] | 'no reference' | 'reading';
  readonly pattern: string;
  readonly subject: Subject;
  readonly run: Runnable;
}
