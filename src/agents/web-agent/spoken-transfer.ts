/** Bytes of the shortest transfer that is told of. */
const SPOKEN_OF = 2_000_000;

/** The callbacks of a transfer that is told of in words. */
interface SpokenTransfer {
  onBytes(done: number, total: number): void;
  onNote(note: string): void;
}

/** Tells of a transfer in a sentence for each tenth. @param onNote called with each sentence */
export function spokenTransfer(onNote: (note: string) => void): SpokenTransfer {
  let tenths = 0;
  return {
    onBytes(done, total) {
      const now = Math.floor((10 * done) / total);
      if (total < SPOKEN_OF || now <= tenths) return;
      tenths = now;
      onNote(`${megabytes(done)} of ${megabytes(total)}`);
    },
    onNote,
  };
}

/** @returns bytes for people */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
