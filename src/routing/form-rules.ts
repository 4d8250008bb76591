/** How a deployment or a run wants the form of answers to count. */
export interface FormRules {
  /** True: the form that a prompt asks for is the reward, even for a question with a right answer. */
  readonly formOnly: boolean;
  /** The checkers of constraints decide alone, without the guards that give 0 to a response which says nothing beyond the form. */
  readonly bareCheckers: boolean;
}

export const DEFAULT_FORM_RULES: FormRules = { formOnly: false, bareCheckers: false };
