/** Milliseconds of work on the thread of the event loop after which others get a turn, by default. */
const STRETCH_MS = 10;

/** When the present turn of the event loop began; null where no long work has run in it. */
let begun: number | null = null;
/** Long work that waits for its turn, the oldest first. */
const waiting: (() => void)[] = [];

function turnBegan(): number {
  if (begun === null) {
    begun = performance.now();
    setImmediate(nextTurn);
  }
  return begun;
}

function nextTurn(): void {
  begun = null;
  const next = waiting.shift();
  if (!next) return;
  turnBegan();
  next();
}

/**
 * Splits long work on the thread of the event loop into stretches. All other work gets a turn between two stretches. Pieces
 * of long work share a turn: however many of them there are, together they take one stretch, and then the next turn goes to
 * the one that has waited for longest.
 */
export class Stretches {
  readonly #longestMs: number;

  /** @param longestMs milliseconds of one stretch */
  constructor(longestMs = STRETCH_MS) {
    this.#longestMs = longestMs;
  }

  /** Lets other work run if the present turn is long enough. Call it between the pieces of the work. */
  async giveWay(): Promise<void> {
    if (performance.now() - turnBegan() < this.#longestMs) return;
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
  }
}
