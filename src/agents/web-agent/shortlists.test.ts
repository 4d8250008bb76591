import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { readRecordedModels } from '../../hub/recorded-models.ts';
import { recordedModelsFile } from '../../testing/hub/recorded-models.ts';
import { chooseModel } from './choose-model.ts';
import { demandSchema } from './demand.ts';

const file = z.object({
  cases: z.array(
    z.object({
      kind: z.string(),
      language: z.string(),
      carries: z.array(z.string()),
      machine: z.unknown(),
      settings: z.unknown(),
      shortlist: z.array(z.string()).min(1),
      forbidden: z.enum(['any', 'commercial']),
    }),
  ),
  forbidden: z.object({ any: z.array(z.string()), commercial: z.array(z.string()) }),
});
const { cases, forbidden } = file.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, 'shortlists.json'), 'utf8')),
);
const models = readRecordedModels(recordedModelsFile);

test('rules alone choose from the shortlist for nine of ten cases', () => {
  const missed = cases.flatMap(({ shortlist, forbidden: _, ...demand }) => {
    const first = chooseModel(models, demandSchema.parse(demand)).contenders[0]?.facts.id;
    return shortlist.includes(first ?? '') ? [] : [`${demand.kind} ${demand.language}: ${first}`];
  });
  assert.ok(missed.length <= cases.length / 10, missed.join('\n'));
});

test('no forbidden model may serve, as the first or as a fallback', () => {
  const wrong = cases.flatMap(({ shortlist: _, forbidden: which, ...demand }) =>
    chooseModel(models, demandSchema.parse(demand))
      .contenders.filter(({ facts }) => forbidden[which].includes(facts.id))
      .map(({ facts }) => `${demand.kind}: ${facts.id}`),
  );
  assert.deepEqual(wrong, []);
});

test('every model that is not chosen says why', () => {
  for (const { shortlist: _, forbidden: __, ...demand } of cases) {
    const { contenders, refused } = chooseModel(models, demandSchema.parse(demand));
    assert.equal(contenders.length + refused.length, models.length);
    assert.ok(refused.every(({ why }) => why.length > 10));
    assert.ok(contenders.every(({ why }) => why.length >= 3));
  }
});

test('the order of the models changes nothing', () => {
  const demand = demandSchema.parse({
    kind: 'chat',
    language: 'en',
    machine: { memoryGb: 64, gpus: [{ memoryGb: 24 }] },
    settings: {},
  });
  const ids = (list: typeof models) => chooseModel(list, demand).contenders.map(({ facts }) => facts.id);
  assert.deepEqual(ids([...models].reverse()), ids(models));
});
