import { RlarError } from '../../spec/errors.ts';
import { failed, notApplicable, type Probe, passed } from './probe.ts';

/** Stale revision, swapped endpoint: the server says which model and commit it serves. */
export const identity: Probe = {
  name: 'identity',
  gate: 'G1',
  async run({ client, signal }) {
    const served = await client.served(signal);
    if (served.is === 'away') throw new RlarError('RLAR_SCORER_UNREACHABLE', served.reason);
    if (served.is === 'wrong') return failed(1, served.reason);
    return served.is === 'right' ? passed(1) : notApplicable('the server does not say what it serves');
  },
};
