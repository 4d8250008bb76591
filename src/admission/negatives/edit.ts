/** A wrong answer made from a right one. */
export interface Edit {
  readonly name: string;
  readonly text: string;
  /** Close to the right answer, so that a graded tool may give it nearly as much; never as much. */
  readonly near: boolean;
}
