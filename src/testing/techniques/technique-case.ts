/** A technique of docs/techniques.md, switched on over HTTP: the same rollouts without it and with it. */
export interface TechniqueCase {
  /** Bodies of `POST /v1/rewards`. */
  readonly off: object;
  readonly on: object;
  /** The rewards of all rollouts, in order, as the paper says. */
  readonly earned: { readonly off: readonly (number | null)[]; readonly on: readonly (number | null)[] };
}
