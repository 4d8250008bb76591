import type { Completer } from '../../models/completer.ts';
import { RlarError } from '../../spec/errors.ts';

/** Stands where no language model is configured. The web agent then chooses by rules alone. */
export const NO_MODEL: Completer = {
  name: 'rules alone',
  complete: () => Promise.reject(new RlarError('RLAR_MODEL_MISSING', 'no language model is configured')),
};
