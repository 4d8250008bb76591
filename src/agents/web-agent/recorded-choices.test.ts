/**
 * Choices over the recorded models and some hostile ones, with the cards read as they were once, by hand, in the place of
 * a language model: `examples/model-choices`. Nothing is asked here.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { readRecordedModels } from '../../hub/recorded-models.ts';
import { cassette } from '../../models/cassette.ts';
import { meteredChatModel } from '../../models/metered-chat-model.ts';
import { recordedModelsFile } from '../../testing/hub/recorded-models.ts';
import { choiceReport } from './choice-report.ts';
import { chooseModel } from './choose-model.ts';
import { demandSchema } from './demand.ts';
import { readCards } from './read-cards.ts';

const folder = join(import.meta.dirname, '../../../examples/model-choices');
const shape = z.object({
  machines: z.record(z.string(), z.unknown()),
  cases: z.array(z.looseObject({ kind: z.string(), machine: z.string(), choice: z.string() })),
});
const { machines, cases } = shape.parse(JSON.parse(readFileSync(join(folder, 'choices.json'), 'utf8')));
const recorded = readRecordedModels(recordedModelsFile);
const hostile = readRecordedModels(join(folder, 'hostile-models.json'));
const models = [...recorded, ...hostile];

async function chosen({ choice: _, machine, ...wanted }: (typeof cases)[number]) {
  const demand = demandSchema.parse({ settings: {}, ...wanted, machine: machines[machine] });
  const model = meteredChatModel(
    cassette({ folder: join(folder, 'cassette'), inner: null, prompts: 'full' }),
  );
  const read = await readCards(chooseModel(models, demand), demand, model);
  return { ...read, report: choiceReport(read.choice, demand, read), calls: model.usage.calls };
}

test('ten kinds are chosen for with their cards read, and no answer is missing', async () => {
  assert.ok(new Set(cases.map(({ kind }) => kind)).size >= 10);
  for (const one of cases) {
    const { report, calls, contracts } = await chosen(one);
    assert.equal(report.choice?.id, one.choice, one.kind);
    assert.ok(calls >= 2 && calls <= 3, `${one.kind}: ${calls} calls`);
    for (const { render, stripBos } of contracts.values()) assert.equal(stripBos, render.as === 'chat');
  }
});

test('a reading takes models out, and brings none in', async () => {
  for (const one of cases) {
    const { choice: _, machine, ...wanted } = one;
    const demand = demandSchema.parse({ settings: {}, ...wanted, machine: machines[machine] });
    const byRules = new Set(chooseModel(models, demand).contenders.map(({ facts }) => facts.id));
    const { report } = await chosen(one);
    for (const ranked of report.choice ? [report.choice, ...report.fallbacks] : [])
      assert.ok(byRules.has(ranked.id), ranked.id);
  }
});

test('cards that instruct their reader are out, with their words; one that boasts gains nothing', async () => {
  const [one] = cases.filter(({ settings }) => JSON.stringify(settings) === '{"licences":["mit"]}');
  const { report } = await chosen(one!);
  const instructing = report.refused.filter(({ code }) => code === 'card-instructs').map(({ id }) => id);
  assert.deepEqual(instructing.sort(), ['acme-lab/bright-preference-300M', 'acme-lab/kind-preference-300M']);
  const boasting = cases.filter(({ settings }) => JSON.stringify(settings ?? {}).includes('1024'));
  const { report: other } = await chosen(boasting[0]!);
  const boaster = other.fallbacks.find(({ id }) => id === 'acme-lab/record-preference-300M');
  assert.ok(boaster?.adapter?.maxTokens === 1024, 'its files say how much it reads');
  assert.match(boaster.why.join(' · '), /no published figure[\s\S]*allow 1024 tokens, not 32768/);
  for (const one of cases) assert.doesNotMatch((await chosen(one)).report.choice?.id ?? '', /^acme-lab/);
});
