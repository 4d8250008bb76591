import { z } from 'zod';
import { correlation } from '../probes/correlation.ts';
import { type OverOptimisation, overOptimisation } from '../probes/over-optimisation.ts';

const pair = z.tuple([z.number(), z.number()]);

/** What `Agreements` knows, to be stored. */
export const agreementsState = z.object({
  /** Score and verdict of the first and of the newest audits, by subject. */
  subjects: z.array(z.tuple([z.string(), z.object({ base: z.array(pair), now: z.array(pair) })])),
  /** KL, score and verdict of the newest audits of a trainer that sends KL. */
  kl: z.array(z.tuple([z.number(), z.number(), z.number()])),
});
type AgreementsState = z.infer<typeof agreementsState>;

/** How the scores of a kind's tools go with trusted verdicts; null where one side does not vary. */
export interface Agreement {
  readonly subject: string;
  readonly audits: number;
  /** Correlation over the first 200 audits, and over the newest 200 after these. */
  readonly base: number | null;
  readonly now: number | null;
}

/** Audits that a correlation is taken over, and points that a curve over KL is. */
const AUDITS = 200;
const KL_POINTS = 1_000;

/** Keeps scores beside trusted verdicts: estimates for people, without a guarantee. The watches decide. */
export class Agreements {
  readonly #subjects: Map<string, AgreementsState['subjects'][number][1]>;
  readonly #kl: AgreementsState['kl'];

  constructor(state: AgreementsState = { subjects: [], kl: [] }) {
    this.#subjects = new Map(state.subjects);
    this.#kl = [...state.kl];
  }

  state(): AgreementsState {
    return { subjects: [...this.#subjects], kl: this.#kl };
  }

  /** @param kl the distance from the starting policy, where it is known */
  add(subject: string, score: number, verdict: boolean, kl: number | null): void {
    const pairs = this.#subjects.get(subject) ?? { base: [], now: [] };
    this.#subjects.set(subject, pairs);
    const right = verdict ? 1 : 0;
    (pairs.base.length < AUDITS ? pairs.base : pairs.now).push([score, right]);
    if (pairs.now.length > AUDITS) pairs.now.shift();
    if (kl === null) return;
    this.#kl.push([kl, score, right]);
    if (this.#kl.length > KL_POINTS) this.#kl.shift();
  }

  bySubject(): Agreement[] {
    return [...this.#subjects].map(([subject, { base, now }]) => ({
      subject,
      audits: base.length + now.length,
      base: correlation(base),
      now: correlation(now),
    }));
  }

  overOptimisation(): OverOptimisation | null {
    return overOptimisation(this.#kl);
  }
}
