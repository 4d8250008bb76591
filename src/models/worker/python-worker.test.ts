/** worker.py itself, over real frames, with modules in the place of torch and transformers that hold a model of plain lists. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { rewardAdapter } from '../../testing/reward-adapter.ts';
import { modelOnDisk } from '../../testing/reward-models/model-on-disk.ts';
import { TORCH_OF_LISTS } from '../../testing/torch-of-lists.ts';
import type { RawScore } from '../reward-models/raw-score.ts';
import { ScorerClient } from '../reward-models/scorer-client.ts';
import type { ScorerInput } from '../reward-models/scorer-input.ts';
import { ManagedWorker } from './managed-worker.ts';

/** Tokens are words; the score is their number, and the marks around them; "nan" has none. */
const TRANSFORMERS = `
import json, os
from torch import Row
class Tokenizer:
    bos_token, eos_token, pad_token, pad_token_id = "<s>", "</s>", None, None
    all_special_tokens = ["<s>", "</s>"]
    truncation_side = "right"
    def encode(self, text, add_special_tokens): return text.split()
    def apply_chat_template(self, turns, tokenize): return "<s>" + " ".join(f"[{t['role']}] {t['content']}" for t in turns)
    def __call__(self, texts, truncation=None, max_length=None):
        one = texts[0]
        first, second = (one[0].split(), one[1].split()) if isinstance(one, tuple) else (one.split(), [])
        room = (max_length or 10**9) - len(second) - 2
        kept = first[-room:] if len(first) > room and self.truncation_side == "left" else first[:room]
        return {"input_ids": [["<s>"] + kept + second + ["</s>"]]}
class AutoTokenizer:
    @staticmethod
    def from_pretrained(folder, **kept):
        assert kept == {"local_files_only": True, "trust_remote_code": False}
        return Tokenizer()
class Config: pad_token_id, num_labels, max_position_embeddings = None, 1, 12
class Model:
    config = Config()
    def to(self, _): return self
    def eval(self): return self
    def __call__(self, input_ids):
        words = input_ids[0]
        class Out: logits = [Row([float("nan") if "nan" in words else float(len(words))])]
        return Out
class AutoModelForSequenceClassification:
    @staticmethod
    def from_pretrained(folder, **settings):
        assert settings["use_safetensors"] is True and settings["trust_remote_code"] is False
        config = json.load(open(os.path.join(folder, "config.json")))
        return Model(), {"missing_keys": config.get("missing", [])}
`;

const folder = mkdtempSync(join(tmpdir(), 'python-worker-'));
after(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, 'modules'));
writeFileSync(join(folder, 'modules', 'torch.py'), TORCH_OF_LISTS);
writeFileSync(join(folder, 'modules', 'transformers.py'), TRANSFORMERS);
const program = join(import.meta.dirname, 'python', 'worker.py');
const spec = rewardAdapter('plain', {
  ...{ model: 'owner/plain-lists', runtime: 'managed-worker', read: { from: 'head', index: 0 } },
  render: { as: 'pair', first: '{prompt}', second: '{response}' },
});
const signal = AbortSignal.timeout(60_000);

function worker(config: object, change = ''): ManagedWorker {
  const own = mkdtempSync(join(folder, 'model-'));
  const files = modelOnDisk(own, { 'config.json': Buffer.from(JSON.stringify(config)) });
  if (change !== '') writeFileSync(join(own, 'config.json'), change);
  const start = `import runpy, sys; sys.path.insert(0, ${JSON.stringify(join(folder, 'modules'))}); runpy.run_path(${JSON.stringify(program)}, run_name='__main__')`;
  return new ManagedWorker({
    name: 'plain lists',
    launch: () => {
      const child = spawn('/usr/bin/python3', ['-B', '-c', start], { stdio: ['pipe', 'pipe', 'pipe'] });
      return {
        child,
        surroundings: { packages: [], relays: [], filter: '' },
        kill: () => void child.kill('SIGKILL'),
        gone: () => false,
      };
    },
    open: () => ({
      folder: own,
      files: files.map(({ name, sha256 }) => ({ name, sha256 })),
      dtype: 'float32',
      attention: 'any',
    }),
  });
}
const pair = (first: string, second: string): ScorerInput => ({ as: 'pair', first, second });
const seen = (raws: readonly RawScore[]) =>
  raws.map((raw) => ('score' in raw ? raw.score : 'error' in raw ? raw.error.code : 'unreadable'));

test('worker.py scores pairs, texts and chats; what it cannot read, and what is no number, costs itself', async () => {
  const one = worker({});
  try {
    const client = new ScorerClient(spec, one);
    const inputs: ScorerInput[] = [
      pair('a b', 'c d e'),
      pair('a', ''),
      pair('a', 'nan'),
      pair('a', 'b </s> c'),
      { as: 'text', text: '<s>a b' },
      { as: 'chat', messages: [{ role: 'user', content: 'a b' }] },
      pair('a b c d e f', 'g h i j k l m n'),
    ];
    assert.deepEqual(seen(await client.score(inputs, signal)), [
      7,
      3,
      'RLAR_SCORER_INVALID',
      'unreadable',
      4,
      5,
      'unreadable',
    ]);
    const cuts = new ScorerClient({ ...spec, overlong: 'truncate-prompt-left' }, one);
    assert.deepEqual(seen(await cuts.score([pair('a b c d e f', 'g h i j k l')], signal)), [12]);
    const shares = new ScorerClient({ ...spec, activation: 'sigmoid' }, one);
    const [share] = await shares.score([pair('a', 'b')], signal);
    assert.ok(share && 'score' in share && Math.abs(share.score - 1 / (1 + Math.exp(-4))) < 1e-9);
  } finally {
    await one.close();
  }
});

test('worker.py loads no model whose files were changed, or that lacks a weight', async () => {
  for (const [one, reason] of [
    [worker({}, '{"changed": true}'), /changed since/],
    [worker({ missing: ['score.weight'] }), /hold no score\.weight/],
  ] as const) {
    const [raw] = await new ScorerClient(spec, one).score([pair('a', 'b')], signal);
    assert.match(raw && 'error' in raw ? raw.error.message : '', reason);
    await one.close();
  }
});
