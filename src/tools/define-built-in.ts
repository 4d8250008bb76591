import type { z } from 'zod';
import { makeTool, type ToolParts } from '../spec/make-tool.ts';
import type { Tool } from '../spec/tool.ts';
import { toolDeclaration } from '../spec/tool-card.ts';

/** What the cards of built-in tools do not have in common. */
type BuiltInCard = Omit<
  z.input<typeof toolDeclaration>,
  'range' | 'calibration' | 'deterministic' | 'costPer1000' | 'provenance'
> &
  Required<Pick<z.input<typeof toolDeclaration>, 'execution' | 'deadlineMs'>>;

interface BuiltInParts<Options> extends Omit<ToolParts<Options>, 'declaration'> {
  readonly declaration: BuiltInCard;
}

/** Makes a tool of the embedded library: a program from 0 to 1 that always says the same, costs nothing and is ours. */
export function defineBuiltIn<Options>({ declaration, ...parts }: BuiltInParts<Options>): Tool {
  return makeTool({ ...parts, declaration: toolDeclaration.parse(declaration) });
}
