/**
 * What the rules choose, held against the shortlists that were written first: `npm run bench -- choices`. RLAR_FACTS names
 * another file of recorded facts than the one of the tests, RLAR_SHORTLISTS other shortlists.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { chooseModel } from '../src/agents/web-agent/choose-model.ts';
import { demandSchema } from '../src/agents/web-agent/demand.ts';
import { readRecordedModels } from '../src/hub/recorded-models.ts';
import { recordedModelsFile } from '../src/testing/hub/recorded-models.ts';

const file = z.object({
  cases: z.array(
    z.object({
      kind: z.string(),
      language: z.string(),
      carries: z.array(z.string()),
      machine: z.unknown(),
      settings: z.unknown(),
      shortlist: z.array(z.string()),
      forbidden: z.string(),
    }),
  ),
  forbidden: z.record(z.string(), z.array(z.string())),
});

const here = join(import.meta.dirname, '../src/agents/web-agent/shortlists.json');
const { cases, forbidden } = file.parse(
  JSON.parse(readFileSync(process.env.RLAR_SHORTLISTS ?? here, 'utf8')),
);
const models = readRecordedModels(process.env.RLAR_FACTS ?? recordedModelsFile);
let hits = 0;
let wrong = 0;
let contendersInAll = 0;
for (const { shortlist, forbidden: which, ...wanted } of cases) {
  const demand = demandSchema.parse(wanted);
  const { contenders } = chooseModel(models, demand);
  const first = contenders[0]?.facts.id ?? 'none';
  const refusable = contenders.filter(({ facts }) => forbidden[which]?.includes(facts.id));
  if (shortlist.includes(first)) hits += 1;
  wrong += refusable.length;
  contendersInAll += contenders.length;
  const mark = shortlist.includes(first) ? '✔' : '✖';
  const carried = demand.carries.map((word) => ` + ${word}`).join('');
  console.log(`${mark} ${demand.kind} ${demand.language}${carried}: ${first}`);
  for (const { facts } of refusable) console.log(`  forbidden, and let in: ${facts.id}`);
}
console.log(
  `\nfirst choice on the shortlist: ${hits} of ${cases.length} · forbidden among ${contendersInAll} contenders: ${wrong}`,
);
process.exitCode = hits >= 0.9 * cases.length && wrong === 0 ? 0 : 1;
