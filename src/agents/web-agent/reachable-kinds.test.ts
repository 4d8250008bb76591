/**
 * Kinds that no program judges are reachable: from a hub that has the recorded models, over HTTP, by rules alone, each gets a
 * model with its commit and a whole adapter.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { adapterSpec } from '../../spec/adapter-spec.ts';
import { type HubServer, hubServer } from '../../testing/hub/hub-server.ts';
import { recordedHubModels } from '../../testing/hub/recorded-hub-models.ts';
import { sourceOf } from '../../testing/hub/sample-hub.ts';
import { choiceReport } from './choice-report.ts';
import { chooseModel } from './choose-model.ts';
import { demandSchema } from './demand.ts';
import { queriesFor, retrieve } from './retrieve.ts';

const home = mkdtempSync(join(tmpdir(), 'reachable-'));
let hub: HubServer;
before(async () => {
  hub = await hubServer({ models: recordedHubModels(), page: 50 });
});
after(async () => {
  await hub.close();
  rmSync(home, { recursive: true, force: true });
});

/** On one card of 24 GB: what is chosen, how it is served, and how its score is read. */
const TABLE = [
  ['chat', 'en', /^Skywork\/Skywork-Reward-V2-Llama-3\.1-8B$/, 'vllm-classify', 'chat', 'head', 1],
  ['safety', 'en', /^Skywork\/Skywork-Reward-V2-Llama-3\.1-8B$/, 'vllm-classify', 'chat', 'head', 1],
  ['writing', 'zh', /^Skywork\/Skywork-Reward-V2-Qwen3-8B$/, 'vllm-classify', 'chat', 'head', 1],
  ['translation', 'de', /^google\/metricx-24-/, 'managed-worker', 'template', 'decoder-token', -1],
] as const;

for (const [kind, language, model, runtime, render, from, sign] of TABLE)
  test(`${kind} without a reference is reachable from the recorded hub`, async () => {
    const machine = { gpus: [{ memoryGb: 24 }], memoryGb: 64 };
    // Of the metrics of translation the recording saw no licence on the hub.
    const settings = kind === 'translation' ? { licences: { unstated: 'allow' } } : {};
    const demand = demandSchema.parse({ kind, language, machine, settings });
    const { models, unread } = await retrieve(sourceOf(hub, {}, home), queriesFor(kind, []), 100);
    assert.deepEqual(unread, []);
    const { choice, fallbacks } = choiceReport(chooseModel(models, demand), demand);
    assert.match(choice?.id ?? 'none', model);
    const spec = adapterSpec.parse(choice?.adapter);
    assert.deepEqual(
      [spec.runtime, spec.render.as, spec.read.from, spec.sign, spec.needs],
      [runtime, render, from, sign, []],
    );
    assert.ok(fallbacks.length > 0);
  });
