import type { Program } from '../../admission/candidate.ts';
import { makeAgentRecord } from '../../library/added-tools/agent-record.ts';
import type { AddedTool, ToolSources } from '../../library/added-tools/record.ts';
import { toolOf } from '../../library/added-tools/tool-of.ts';
import { asRlarError } from '../../spec/errors.ts';
import type { Tool } from '../../spec/tool.ts';
import type { Design } from './design.ts';
import type { AcquisitionTarget } from './request.ts';
import type { Programs } from './write-programs.ts';

/** Programs of a model as a tool. */
export interface Candidate {
  readonly name: string;
  readonly programs: Programs;
  readonly record: AddedTool;
  readonly sources: ToolSources;
  readonly tool: Tool;
  readonly program: Program;
  readonly fresh: () => Tool;
}

const FENCED = /^\s*```[\w-]*\n([\s\S]*?)\n?```\s*$/;

/** @returns the id of the tool for a target; acquiring the same target again makes another version of the same tool */
function toolIdFor(target: AcquisitionTarget): string {
  const [prefix, name] = target.what === 'kind' ? ['verify', target.kind] : ['check', target.id];
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${prefix}-${slug || 'unnamed'}`;
}

/** @returns the candidate, or the reason why the programs are not a tool */
export async function buildCandidate(
  name: string,
  programs: Programs,
  target: AcquisitionTarget,
  design: Design,
): Promise<Candidate | { readonly problem: string }> {
  const recogniser = unfenced(programs.recogniser);
  const sources: ToolSources = {
    program: unfenced(programs.program),
    ...(recogniser.trim() !== '' && { recogniser }),
  };
  const open = design.unchecked ? ` Not checked: ${design.unchecked}` : '';
  try {
    const record = await makeAgentRecord(
      {
        id: toolIdFor(target),
        title: programs.title || design.title || toolIdFor(target),
        description: `${programs.description || design.title}${open}`.trim() || design.title,
        language: programs.language,
        kinds: target.what === 'kind' ? [target.kind] : [],
        ...(target.what === 'constraint' && { constraint: target.id }),
        ...(design.usesReference && { needs: ['reference'] as const }),
        source: 'code agent',
      },
      sources,
    );
    const fresh = (): Tool => toolOf(record, sources);
    const program = { language: programs.language, source: sources.program };
    return { name, programs, record, sources, tool: fresh(), fresh, program };
  } catch (thrown) {
    const error = asRlarError(thrown);
    if (error.code === 'RLAR_INVALID_TOOL') return { problem: error.message };
    if (error.code === 'RLAR_SANDBOX_MISSING')
      return { problem: 'Python cannot be run here; write JavaScript' };
    throw thrown;
  }
}

function unfenced(source: string): string {
  return FENCED.exec(source)?.[1] ?? source;
}
