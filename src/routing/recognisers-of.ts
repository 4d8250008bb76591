import type { Library } from '../library/library.ts';
import { LibraryRecognisers } from '../reading/library-recognisers.ts';
import { ineligibilityReason } from './eligibility.ts';

/** A library is immutable, so its recognisers are found once. */
const found = new WeakMap<Library, LibraryRecognisers>();

/** @returns the recognisers of those tools of a library that may be chosen */
export function recognisersOf(library: Library): LibraryRecognisers {
  let recognisers = found.get(library);
  if (!recognisers) {
    const eligible = library.entries().filter((entry) => ineligibilityReason(entry, library) === null);
    recognisers = new LibraryRecognisers(eligible);
    found.set(library, recognisers);
  }
  return recognisers;
}
