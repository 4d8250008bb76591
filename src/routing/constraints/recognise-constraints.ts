import type { Span } from '../../spec/tool.ts';
import type { RecognisedConstraint } from './recognised.ts';
export function recogniseConstraints(_prompt: string): {
  constraints: RecognisedConstraint[];
  companions: Span[];
} {
  return { constraints: [], companions: [] };
}
