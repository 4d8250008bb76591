import { existsSync } from 'node:fs';
import type { Config } from '../config.ts';
import { fileText } from '../intake/file-text.ts';
import { judgeRecord } from '../library/added-tools/judge-record.ts';
import { readJudge } from '../library/added-tools/read-judge.ts';
import { toolOf } from '../library/added-tools/tool-of.ts';
import { RlarError } from '../spec/errors.ts';
import type { Tool } from '../spec/tool.ts';
import { judgeModelOf } from './judge-page.ts';
import { openPlace } from './library-place.ts';

/**
 * @param named the file of a judge's description, or the id of a judge of the library
 * @returns the judge, and what frees it
 * @throws RLAR_NOT_FOUND, RLAR_INVALID_TOOL, RLAR_MODEL_MISSING
 */
export async function openJudge(
  named: string,
  config: Config,
): Promise<{ readonly tool: Tool; readonly close: () => Promise<void> }> {
  if (existsSync(named)) {
    const spec = readJudge(fileText(named, 'Name the file of the judge, or its id.'), `${named}: `);
    const { record, sources } = judgeRecord(spec, judgeModelOf(config));
    return { tool: toolOf(record, sources), close: async () => undefined };
  }
  const { live } = await openPlace(config, false);
  const entry = live.current.get(named);
  if (entry?.card.type === 'judge')
    return {
      tool: entry.tool,
      close: async () => void (await Promise.all([entry.tool.close?.(), live.close()])),
    };
  await live.close();
  throw new RlarError('RLAR_NOT_FOUND', `${named} is no file, and no judge of the library`);
}
