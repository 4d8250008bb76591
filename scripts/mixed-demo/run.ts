import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hubServer } from '../../src/testing/hub/hub-server.ts';
import { localEndpoint } from '../../src/testing/local-endpoint.ts';
import { rewardHubModel } from '../../src/testing/reward-models/reward-hub-model.ts';
import { tinyRewardModel } from '../../src/testing/reward-models/tiny-reward-model.ts';
import { rlarProcess } from '../../src/testing/rlar-process.ts';
import { mixedAnswers } from './answers.ts';

const examples = join(import.meta.dirname, '../../examples/mixed');

/** What came of scoring the example. */
export interface MixedRun {
  readonly code: number | null;
  /** The report, as it is printed. */
  readonly report: string;
  readonly log: string;
  /** One line for each rollout. */
  readonly rewards: string;
  /** Requests to the model and to the hub when the same file was scored once more. */
  readonly again: number;
}

/**
 * Runs `rlar score mixed.jsonl --acquire` on `examples/mixed` in a new home: with a hub on this machine that has two small reward
 * models of two owners, and an endpoint that plays what agents and judges say.
 * @param again whether the file is scored a second time, when everything is there
 */
export async function runMixed({ again = false } = {}): Promise<MixedRun> {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-mixed-'));
  const hub = await hubServer({
    models: [
      rewardHubModel({ id: 'lab/quiet-preference' }, tinyRewardModel({ seed: 1 })),
      rewardHubModel({ id: 'other-lab/preference' }, tinyRewardModel({ seed: 3 })),
    ],
  });
  const model = await localEndpoint(mixedAnswers(['longest-word', 'melancholy-tone']));
  try {
    for (const name of ['mixed.jsonl', 'rlar.yaml']) copyFileSync(join(examples, name), join(folder, name));
    const reach = {
      RLAR_LLM_BASE_URL: model.baseUrl,
      RLAR_LLM_MODEL: 'reader',
      HF_ENDPOINT: hub.url,
      HF_TOKEN: '',
    };
    const rlar = () =>
      rlarProcess(folder, reach, [
        'score',
        'mixed.jsonl',
        '--acquire',
        '--out',
        'rewards.jsonl',
        '--no-record',
      ]);
    const { code, out, err } = await rlar();
    const rewards = readFileSync(join(folder, 'rewards.jsonl'), 'utf8');
    const before = hub.requests.length + model.requests.length;
    if (again) await rlar();
    return {
      code,
      report: out,
      log: err,
      rewards,
      again: hub.requests.length + model.requests.length - before,
    };
  } finally {
    await Promise.all([hub.close(), model.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}
