/**
 * From a hub that has the recorded models to a reward, for kinds that no program judges: chosen by rules, called as its
 * adapter says, probed, admitted, routed to without a flag. In the place of each model stands one that knows good answers;
 * everything around it is what runs with the real one.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import type { PreferencePair } from '../admission/added-tools/preference-pairs.ts';
import { questionsOf } from '../admission/reward-model-probes/sanity.ts';
import { torchPython } from '../models/worker/torch-environment.ts';
import { hubFile } from '../testing/hub/hub-model.ts';
import { type HubServer, hubServer } from '../testing/hub/hub-server.ts';
import { recordedHubModels } from '../testing/hub/recorded-hub-models.ts';
import { pairsOfQuestions } from '../testing/pairs-of-questions.ts';
import { rewardModelServer } from '../testing/reward-model-server.ts';
import { safetensorsBytes } from '../testing/reward-models/safetensors-bytes.ts';
import { tasteOf } from '../testing/taste-of.ts';
import { TORCH_OF_LISTS } from '../testing/torch-of-lists.ts';
import { sourceInPrompt } from '../text/source-in-prompt.ts';

const METRIC = 'google/metricx-24-hybrid-large-v2p6';
const folder = mkdtempSync(join(tmpdir(), 'rlar-reachable-'));
const home = join(folder, 'home');
let hub: HubServer;

/** As many numbers as no model for tests has. */
const ROWS = { shape: [4000, 550], numbers: new Float32Array(4000 * 550) };
const NAMES = ['Anna', 'Peter', 'Maria', 'Paul', 'Clara', 'Jonas', 'Lena', 'Felix', 'Eva', 'Max'];
const DOES = [
  ['reads a long book in the garden', 'liest im Garten ein langes Buch'],
  ['buys six fresh eggs at the market', 'kauft auf dem Markt sechs frische Eier'],
  ['repairs the old bicycle of a friend', 'repariert das alte Fahrrad eines Freundes'],
  ['waits for the last train home', 'wartet auf den letzten Zug nach Hause'],
  ['paints the kitchen wall dark green', 'streicht die Wand der Küche dunkelgrün'],
  ['sings quietly to the small child', 'singt dem kleinen Kind leise etwas vor'],
] as const;
const sentences = NAMES.flatMap((name) =>
  DOES.map(([does, tut]) => ({
    source: `Today ${name} ${does}.`,
    good: `Heute ${tut.replace(/^\S+/, (verb) => `${verb} ${name}`)}.`,
    reference: `${name} ${tut} – und zwar heute.`,
  })),
);
const pairs: PreferencePair[] = sentences.map(({ source, good, reference }, at) => {
  const [other, third] = [sentences[(at + 7) % 60]!.good, sentences[(at + 20) % 60]!.good];
  const words = good.split(' ');
  const worse = [words.slice(0, 3).join(' '), other, `${other} ${third}`, words.toReversed().join(' ')];
  return { prompt: `Translate into German: ${source}`, chosen: good, rejected: worse[at % 4]!, reference };
});
const known = Object.fromEntries([
  ...sentences.map(({ source, good }) => [source, good]),
  ...questionsOf(['translation']).map(({ prompt, good }) => [sourceInPrompt(prompt), good]),
]);

/** The tokenizer and the body of a text-to-text metric, for worker.py: an error from 0 to 25, lower is better. */
const TRANSFORMERS = `
import json, os, re
from torch import Row
TOKEN = 250089
def words(text): return re.findall(r"\\w+", text.lower())
def order(a, b):
    row = [0] * (len(b) + 1)
    for one in a:
        last = 0
        for at, two in enumerate(b):
            last, row[at + 1] = row[at + 1], last + 1 if one == two else max(row[at], row[at + 1])
    return row[-1]
class Tokenizer:
    bos_token, eos_token, pad_token, pad_token_id, eos_token_id = None, "</s>", "<pad>", 0, "</s>"
    all_special_tokens = ["<pad>", "</s>"]
    truncation_side = "right"
    def encode(self, text, add_special_tokens): return text.split(" ")
    def __call__(self, texts, truncation=None, max_length=None): return {"input_ids": [texts[0].split(" ") + ["</s>"]]}
class AutoTokenizer:
    @staticmethod
    def from_pretrained(folder, **kept): return Tokenizer()
class Config: pad_token_id, max_position_embeddings, decoder_start_token_id = 0, None, 0
class Logits(dict):
    def __missing__(self, token): return 0.0
class Vocabulary:
    def __init__(self, error): self.error = error
    def float(self): return self
    def __getitem__(self, asked):
        assert asked == slice(TOKEN, TOKEN + 1), asked
        return Row([self.error])
class Model:
    config = Config()
    def __init__(self, known): self.known = known
    def to(self, _): return self
    def eval(self): return self
    def __call__(self, input_ids, decoder_input_ids):
        assert decoder_input_ids == [[0]] and input_ids[0][-1] != "</s>"
        source, candidate = re.fullmatch("source: (.*) candidate: (.*)", " ".join(input_ids[0]), re.S).groups()
        said, right = words(candidate), words(self.known.get(source, ""))
        close = 2 * order(said[:200], right) / max(1, len(said) + len(right))
        trace = sum((len(word) * 7 + ord(word[0])) % 13 for word in said + words(source)) % 29
        class Out: logits = [[Vocabulary(22 * (1 - close) + 1 + trace / 29)]]
        return Out
class AutoModelForSeq2SeqLM:
    @staticmethod
    def from_pretrained(folder, **settings):
        assert settings["use_safetensors"] is True and settings["trust_remote_code"] is False
        return Model(json.load(open(os.path.join(folder, "config.json")))["known"]), {"missing_keys": []}
`;

before(async () => {
  const models = recordedHubModels().map((model) =>
    model.id === METRIC
      ? {
          ...model,
          files: {
            ...model.files,
            'config.json': hubFile({ ...Object(model.config), model_type: 'mt5', known }),
            'tokenizer.json': hubFile({}),
            'model.safetensors': hubFile(safetensorsBytes({ 'lm_head.weight': ROWS })),
          },
        }
      : model,
  );
  hub = await hubServer({ models, page: 50 });
  // In the place of transformers: worker.py runs as it is, with modules that hold the model.
  const modules = join(folder, 'modules');
  mkdirSync(modules);
  writeFileSync(join(modules, 'torch.py'), TORCH_OF_LISTS);
  writeFileSync(join(modules, 'transformers.py'), TRANSFORMERS);
  const python = torchPython(home);
  mkdirSync(dirname(python), { recursive: true });
  const start = `import runpy, sys; sys.path.insert(0, ${JSON.stringify(modules)}); runpy.run_path(sys.argv[1], run_name="__main__")`;
  writeFileSync(python, `#!/bin/sh\nexec /usr/bin/python3 -B -c '${start}' "$3"\n`);
  chmodSync(python, 0o755);
  writeFileSync(join(dirname(python), '..', 'made'), '');
});
after(async () => {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

function rlar(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const main = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    cwd: folder,
    env: {
      ...process.env,
      ...{ HF_ENDPOINT: hub.url, HF_TOKEN: '', RLAR_TOKEN: '', RLAR_HOME: home },
      ...{ RLAR_LLM_BASE_URL: '', RLAR_LLM_MODEL: '', RLAR_LLM_PROVIDER: '', RLAR_LLM_CASSETTE: '' },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}
const write = (name: string, rows: readonly object[]): string => {
  writeFileSync(join(folder, name), rows.map((row) => JSON.stringify(row)).join('\n'));
  return name;
};
const rewardsIn = (out: string): (number | null)[] =>
  [...out.matchAll(/"reward":(null|-?[\d.]+)/g)].map(([, value]) =>
    value === 'null' ? null : Number(value),
  );

test('a translation without a reference is judged by the metric that the recorded hub has for it', async () => {
  write('pairs.jsonl', pairs);
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ licences: { unstated: 'allow' } }));
  const find =
    'acquire --kind translation --language de --type reward-model --pairs pairs.jsonl --id meaning';
  const found = await rlar(...find.split(' '), '--settings', 'settings.json', '--json');
  const [state] = JSON.parse(found.out).acquisitions;
  assert.equal(state.status, 'admitted', found.err);
  assert.match(found.err, new RegExp(`chosen: ${METRIC}`));
  assert.doesNotMatch(state.note, /provisional/);
  assert.equal(state.usage.calls, 0);
  const [question] = questionsOf(['translation']);
  const responses = [
    question!.good,
    'Meine Schwester wohnt am Meer.',
    question!.prompt.replace(/^[^:]*: /, ''),
    '',
  ];
  write('rows.jsonl', [{ prompt: question!.prompt, target_language: 'de', responses }]);
  const scored = await rlar('score', 'rows.jsonl', '--out', '-', '--no-record');
  const [good, bad, copy, nothing] = rewardsIn(scored.out);
  assert.ok(good! > bad! + 0.5, scored.out + scored.err);
  // Form first: the model is not asked about a copy of the source, or about nothing.
  assert.deepEqual([copy, nothing], [0, 0]);
  assert.match(scored.out, /"metric":"sem"/);
  // A kind that has its tool costs neither a search nor a call of an agent.
  const asked = hub.requests.length;
  const again = await rlar(...find.split(' '), '--json');
  assert.deepEqual([JSON.parse(again.out).acquisitions, hub.requests.length], [[], asked]);
});

for (const [kind, language] of [
  ['chat', 'en'],
  ['safety', 'en'],
  ['writing', 'en'],
] as const)
  test(`${kind} is judged by the model that the recorded hub has for it, served as vLLM serves it`, async () => {
    const questions = questionsOf([kind]);
    write(`${kind}.jsonl`, pairsOfQuestions(questions));
    writeFileSync(
      join(folder, 'machine.json'),
      JSON.stringify({ gpus: [24], memoryGb: 64, runtimes: ['vllm'] }),
    );
    const chosen = await rlar(
      'models',
      'choose',
      '--kind',
      kind,
      '--language',
      language,
      '--machine',
      'machine.json',
      '--json',
    );
    const { id } = JSON.parse(chosen.out).choice;
    writeFileSync(join(folder, `${kind}.json`), chosen.out);
    const server = await rewardModelServer({ runtime: 'vllm', model: id, score: tasteOf(questions) });
    try {
      const add = `models add ${kind}.json --url ${server.url} --kind ${kind} --pairs ${kind}.jsonl --id judge-${kind}`;
      const added = await rlar(...add.split(' '));
      assert.equal(added.code, 0, added.out + added.err);
      const [{ prompt, good }] = [questions[1]!];
      write('rows.jsonl', [{ prompt, kind, responses: [good, 'No idea, ask somebody else.'] }]);
      const scored = await rlar('score', 'rows.jsonl', '--out', '-', '--no-record');
      const [better, worse] = rewardsIn(scored.out);
      assert.ok(better! > worse!, scored.out + scored.err + added.out);
    } finally {
      await server.close();
    }
  });
