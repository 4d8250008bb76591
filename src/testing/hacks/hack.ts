/** A candidate that tries to pass without solving its task. */
export interface Hack {
  readonly name: string;
  readonly language: 'python' | 'javascript' | 'cpp' | 'java' | 'python-output';
  readonly source: string;
}
