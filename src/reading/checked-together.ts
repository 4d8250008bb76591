import { constraintSorts } from '../tools/instruction-constraints/index.ts';

/** The constraints that one built-in tool checks in one call: the 25 sorts of IFEval, by id. */
export const checkedTogether: { readonly tool: string; readonly sorts: ReadonlySet<string> } = {
  tool: 'instruction-constraints',
  sorts: constraintSorts,
};
