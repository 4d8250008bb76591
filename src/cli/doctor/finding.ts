/** What `rlar doctor` found out about one thing that this machine needs, or could use. */
export interface Finding {
  readonly name: string;
  /** `ok` · `weaker`: rlar works, and something of it does not, or not as well · `missing`: rlar cannot do its work */
  readonly state: 'ok' | 'weaker' | 'missing';
  readonly detail: string;
  /** What a person can do; absent where nothing needs to be done. */
  readonly remedy?: string;
}
