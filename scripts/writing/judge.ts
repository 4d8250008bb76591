import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../../src/config.ts';
import { judgeRecord } from '../../src/library/added-tools/judge-record.ts';
import { readJudge } from '../../src/library/added-tools/read-judge.ts';
import { builtInLibrary } from '../../src/library/built-in.ts';
import { judgeModel } from '../../src/models/judge-model.ts';
import { RewardService } from '../../src/service.ts';
import type { EvidenceReport } from '../../src/spec/evidence.ts';
import { scriptedPairJudge } from '../../src/testing/scripted-judge.ts';
import { judgeTool } from '../../src/tools/judge/judge-tool.ts';

const NAMES = ['writing-cloze', 'writing-edit', 'writing-expand', 'writing-end-to-end'] as const;

/**
 * A service with the shipped judges of writing. Their model is a script that is right about a share of the texts and
 * wrong about the others, always the same way: what such a judge adds to the program, and the program to it, is measured.
 * @param isBetter whether a text is better than the original, as the script is to see it where it is right
 */
export function judgedService(share: number, isBetter: (text: string) => boolean): RewardService {
  const model = scriptedPairJudge(({ first, second, criterion }) => {
    if (first === second) return 'neither';
    const [one, other] = [isBetter(first), isBetter(second)];
    if (one === other) return 'neither';
    const text = one ? second : first;
    const draw = createHash('sha256').update(`${criterion.length} ${text}`).digest().readUInt16BE() / 65_536;
    return draw < share === one ? 'first' : 'second';
  });
  const judges = NAMES.map((name) => {
    const file = join(import.meta.dirname, `../../examples/judges/writing/${name.slice(8)}.yaml`);
    const spec = readJudge(readFileSync(file, 'utf8'), `${name}: `);
    const { record } = judgeRecord(spec, judgeModel.parse({ model: 'script' }));
    const { id, version } = record.declaration;
    const evidence: EvidenceReport = {
      tool: id,
      version,
      source: version,
      gates: [],
      labelled: [],
      admitted: true,
      provisional: true,
    };
    return { tool: judgeTool(record.declaration, spec, async () => model), evidence };
  });
  const config = parseConfig({ home: null, allowProvisional: true });
  return new RewardService(config, builtInLibrary(judges).withProvisional(true), null);
}
