import { toolDeclaration } from '../../spec/tool-card.ts';
import { forbiddenIn } from '../read-program.ts';
import type { Gate } from './gate.ts';

/** G0: the card parses, and the program uses only its inputs. */
export const shape: Gate = {
  gate: 'G0',
  name: 'shape',
  question: 'Does the card parse, and does the program keep to what it is given?',
  async run({ input: { tool, program } }) {
    const parsed = toolDeclaration.safeParse(tool.declaration);
    const issue = parsed.error?.issues[0];
    const forbidden = program && !program.own ? forbiddenIn(program) : [];
    const problems = [
      ...(issue ? [`${issue.path.join('.')}: ${issue.message}`] : []),
      ...forbidden.map((why) => `the program ${why}`),
    ];
    const reason = problems.join('; ');
    return {
      outcome: problems.length > 0 ? 'failed' : 'passed',
      cases: program ? 2 : 1,
      ...(reason && { reason }),
    };
  },
};
