/** The calls of a trajectory that have no result yet. */
export class OpenCalls<Call extends { readonly id?: string | undefined }> {
  readonly #open: Call[] = [];

  made(call: Call): void {
    this.#open.push(call);
  }

  /**
   * @param id of the call, where the harness says it
   * @returns the call that a result belongs to: the one with its id, else the oldest one that is open; null where none is
   */
  answered(id?: string): Call | null {
    const named = id === undefined ? -1 : this.#open.findIndex((call) => call.id === id);
    // A result with the id of no open call belongs to one that has a result already, or to none: it answers nothing.
    if (named < 0 && id !== undefined && this.#open.some((call) => call.id !== undefined)) return null;
    const [found] = this.#open.splice(Math.max(named, 0), 1);
    return found ?? null;
  }
}
