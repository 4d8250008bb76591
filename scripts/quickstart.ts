/**
 * `npm run quickstart`: the whole loop in about a minute, with nothing but npm. Rows are scored; a policy begins to exploit a tool,
 * which is noticed, and the tool withdrawn; agents write a verifier; a reward model is chosen and probed; the verifier is promoted, and
 * the library goes back. No network and no language model: facts of models and answers of agents are recorded (`examples/`).
 * All of it happens in a folder of its own. `npm run quickstart -- --stay` keeps the dashboard up at the end.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { questionsOf } from '../src/admission/reward-model-probes/sanity.ts';
import { styled } from '../src/cli/terminal.ts';
import { rewardAdapter } from '../src/testing/reward-adapter.ts';
import { rewardModelServer } from '../src/testing/reward-model-server.ts';
import { tasteOf } from '../src/testing/taste-of.ts';
import { RlarInFolder, type Said } from './quickstart/rlar-in-folder.ts';
import { trainingRows } from './quickstart/training-rows.ts';

const { stay, port } = readFlags();
let staying = false;
const root = join(import.meta.dirname, '..');
const recorded = join(root, 'examples/acquisitions/coin-change');
const samples = join(recorded, 'samples.jsonl');
const facts = join(root, 'src/testing/hub/recorded-models.json');
const folder = mkdtempSync(join(tmpdir(), 'rlar-quickstart-'));
const home = join(folder, '.rlar');
const began = performance.now();
const rlar = new RlarInFolder(folder);
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  process.on(signal, () => {
    rlar.end();
    if (!staying) process.exit(code);
  });

const MACHINE = { gpus: [{ memoryGb: 24 }], memoryGb: 64, cores: 8, runtimes: ['vllm'] };
/** Each group is audited, since a person has said of each response whether it is right. */
const SETTINGS = 'evolution:\n  auditShare: 1\n  withdraw: true\n';
const STEPS = 6;

heading(1, 'Rows are scored, without being told their kinds');
await show('quickstart', rlar.run(['quickstart']), { until: /Try next:/ });

heading(
  2,
  'A shift is noticed: a policy finds out that a tool pays for the number alone, and the tool is withdrawn',
);
written('rlar.yaml', SETTINGS);
const rows = trainingRows(1).map((row) => `${JSON.stringify(row)}\n`);
written('training.jsonl', rows.join(''));
await show(
  'score training.jsonl --run training',
  rlar.run(['score', 'training.jsonl', '--run', 'training', '--out', 'rewards.jsonl']),
);
await show('gold add training.jsonl', rlar.run(['gold', 'add', 'training.jsonl', '--by', 'reader']));
await show('evolution run --once', rlar.run(['evolution', 'run', '--once']));

heading(
  3,
  'Agents begin to write a verifier for another kind: paying an amount with a given number of coins',
);
const notes: string[] = [];
let tell = (note: string): void => void notes.push(note);
const acquire = ['acquire', '--kind', 'reasoning.coin-change', '--strategy', 'single', '--samples', samples];
tellCommand('acquire --kind reasoning.coin-change --strategy single --samples samples.jsonl');
const acquiring = rlar.run(acquire, {
  cassette: join(recorded, 'cassette'),
  onNote: (line) => tell(line),
});
console.log(
  'It goes on in the background. What the language model answered is recorded; the tests are run now.',
);

heading(
  4,
  'A reward model is chosen among 92 whose facts were recorded, and two stand-ins for a served one are probed',
);
written('machine.json', JSON.stringify(MACHINE));
const choose = ['models', 'choose', '--kind', 'chat', '--facts', facts, '--machine', 'machine.json'];
await show('models choose --kind chat --facts … --machine machine.json', rlar.run(choose), { most: 16 });
const taste = tasteOf(questionsOf([]));
for (const [id, score, code] of [
  ['sound', taste, 0],
  ['upside-down', (text: string) => -taste(text), 1],
] as const) {
  const model = `lab/${id}`;
  const server = await rewardModelServer({ runtime: 'tei', model, score });
  written(`${id}.json`, JSON.stringify(rewardAdapter('tei', { model })));
  const add = ['models', 'add', `${id}.json`, '--url', server.url, '--id', id, '--license', 'mit'];
  await show(`models add ${id}.json --url …`, rlar.run(add), { code });
  await server.close();
}

heading(5, 'The verifier passes its tests, and is promoted: from now on its kind is judged by it');
tell = tellNote;
for (const note of notes) tellNote(note);
await show(null, acquiring);
const scored = ['score', samples, '--run'];
await show(
  'score samples.jsonl --run promoted',
  rlar.run([...scored, 'promoted', '--out', 'promoted.jsonl']),
);

heading(
  6,
  'The library goes back to what it was: the next run is judged as before, and the log says what happened',
);
await show('library rollback', rlar.run(['library', 'rollback', '--reason', 'to show that it can']));
await show('score samples.jsonl --run back', rlar.run([...scored, 'back', '--out', 'back.jsonl']));
await show('library log', rlar.run(['library', 'log']));

console.log(
  `\n${styled('bold', `Look at it all: rewards, kinds, the alarm with its rollouts, the tools with their evidence`)} ${seconds()}`,
);
if (stay) {
  staying = true;
  process.exitCode = (await rlar.stay(['view', home, '--port', String(port ?? 0)])) ?? 0;
} else {
  const at = port ?? 8422;
  console.log(`  npm run rlar -- view ${home} --port ${at}
                                      then http://127.0.0.1:${at}/; npm run quickstart -- --stay ends with it
  RLAR_HOME=${home} npm run rlar -- explain example/linear-equation/half
  npm run rlar -- check YOUR.jsonl    which of your rows would get a reward, and from what
  npm run rlar -- score YOUR.jsonl --out rewards.jsonl
  npm run rlar -- serve               rewards at POST http://127.0.0.1:8421/v1/rewards, the dashboard at /
  rm -r ${folder}`);
}

function readFlags(): { readonly stay: boolean; readonly port: number | null } {
  try {
    const { values } = parseArgs({
      options: { stay: { type: 'boolean' }, open: { type: 'boolean' }, port: { type: 'string' } },
    });
    const port = values.port === undefined ? null : Number(values.port);
    if (port !== null && !(Number.isInteger(port) && port >= 0 && port <= 65_535))
      throw new TypeError('--port must be a whole number from 0 to 65535');
    return { stay: (values.stay || values.open) ?? false, port };
  } catch (thrown) {
    console.error(`${(thrown as Error).message}\nnpm run quickstart -- [--stay] [--port NUMBER]`);
    process.exit(2);
  }
}

function seconds(): string {
  return styled('dim', `· ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

function heading(step: number, text: string): void {
  console.log(`\n${styled('bold', `${step} of ${STEPS} · ${text}`)} ${seconds()}`);
}

function written(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function tellCommand(command: string): void {
  console.log(styled('cyan', `$ rlar ${command}`));
}

/** Shows a command, unless it is null, and what it said when it has ended. @throws where it ends in another way than it should */
async function show(
  command: string | null,
  running: Promise<Said>,
  { code = 0, until, most }: { readonly code?: number; readonly until?: RegExp; readonly most?: number } = {},
): Promise<void> {
  if (command !== null) tellCommand(command);
  const said = await running;
  const lines = said.text.trimEnd().split('\n');
  const end = until ? lines.findIndex((line) => until.test(line)) : -1;
  console.log(lines.slice(0, end >= 0 ? end : most).join('\n'));
  if (said.code === code) return;
  rlar.end();
  console.error(
    `\nrlar ${command ?? 'acquire'} ended with ${said.code}, and not with ${code}. What it wrote stands in ${folder}`,
  );
  process.exit(1);
}

/** One line of what the agents and the gates do, without the name of the acquisition. */
function tellNote(line: string): void {
  const [, note = line] = / · (.*)/.exec(line) ?? [];
  console.log(styled('dim', `  ${note}`));
}
