/**
 * Programs on their way to the processes that run them. A program is asked for by the hash of what it is, so that whoever asks
 * for the same one gets the same answer, and a program that is run twice is answered once. The queue keeps no secrets and no
 * history: what was lost with a crash of the server is asked for again by whoever still waits for it.
 */

/** A program that somebody waits for. */
export interface AskedProgram {
  /** The hash of the program. */
  readonly id: string;
  readonly body: string;
}

/** What became of a program. */
export interface AnsweredProgram {
  readonly id: string;
  /** Null where every process that took it died. */
  readonly answer: string | null;
  /** False where another try may come to something else: the answer is given to those who wait, and not kept. */
  readonly lasting: boolean;
}

export interface QueueState {
  /** Programs that nobody runs yet. */
  readonly waiting: number;
  readonly running: number;
  /** Processes that take programs, and how many they run at a time in all. */
  readonly workers: number;
  readonly places: number;
}

/** All methods reject with RLAR_STORE_FAILED where the queue cannot be reached, and after `close`. */
export interface ProgramQueue {
  /** Asks for programs, or says that they are still wanted. @returns those that are answered already */
  ask(programs: readonly AskedProgram[]): Promise<AnsweredProgram[]>;
  /** @returns which of these are answered, and which the queue does not know (any more) */
  look(ids: readonly string[]): Promise<{ readonly answered: AnsweredProgram[]; readonly missing: string[] }>;
  /** Says that this process waits for them no more. Nobody else may wait for them: who does, asks again. */
  giveUp(ids: readonly string[]): Promise<void>;
  /** Takes programs that nobody runs, the oldest first. @param most how many at most */
  take(owner: string, most: number): Promise<AskedProgram[]>;
  /**
   * Says that a process lives, and still runs these programs.
   * @param places programs that it runs at a time
   * @returns those that it need not finish: nobody wants them any more, or another process has them
   */
  keep(owner: string, ids: readonly string[], places: number): Promise<string[]>;
  /** Answers programs, whoever has taken them: the first answer counts. */
  answer(answers: readonly AnsweredProgram[]): Promise<void>;
  /** Gives programs back that were taken and are not answered, and says that this process takes no more. */
  leave(owner: string): Promise<void>;
  state(): Promise<QueueState>;
  /** Calls `wake` when programs were asked for or answered; it may also be called for nothing, and calls may be lost. */
  listen(what: 'asked' | 'answered', wake: (ids: string) => void): Promise<void>;
  close(): Promise<void>;
}
