/**
 * `npm run demo:loop`: the whole loop, with nothing but npm: rows are scored, a reward model is chosen, served models are probed, a shift is noticed and the
 * exploited tool withdrawn, a verifier is acquired and published, and the library goes back. No network and no language model: facts
 * of models and answers of the agents are recorded (`examples/`). All of it happens in a folder of its own.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { questionsOf } from '../src/admission/reward-model-probes/sanity.ts';
import { styled } from '../src/cli/terminal.ts';
import { rewardAdapter } from '../src/testing/reward-adapter.ts';
import { rewardModelServer } from '../src/testing/reward-model-server.ts';
import { tasteOf } from '../src/testing/taste-of.ts';
import { shiftStream } from './shift-stream.ts';

const root = join(import.meta.dirname, '..');
const recorded = join(root, 'examples/acquisitions/coin-change');
const facts = join(root, 'src/testing/hub/recorded-models.json');
const samples = join(recorded, 'samples.jsonl');
const folder = mkdtempSync(join(tmpdir(), 'rlar-loop-'));
const home = join(folder, 'home');
const began = performance.now();

const MACHINE = { gpus: [{ memoryGb: 24 }], memoryGb: 64, cores: 8, runtimes: ['vllm'] };
/** Of the stream with four shifts: 400 queries before a policy exploits the tools of mathematics, and 400 from there on. */
const [FROM, TO] = [2_900, 3_700];

interface Said {
  readonly code: number | null;
  readonly out: string;
}

/** Runs a command of rlar as a user of the folder does. @returns its standard output, and its error output where it failed */
function rlar(args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Said> {
  const main = join(root, 'src/cli/main.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    cwd: folder,
    env: {
      ...process.env,
      RLAR_HOME: home,
      RLAR_TOKEN: '',
      RLAR_LLM_BASE_URL: '',
      RLAR_LLM_CASSETTE: '',
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out: out || err })));
}

function head(text: string): void {
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(`\n${styled('bold', text)} ${styled('dim', `· ${seconds} s`)}`);
}

/** Shows a command and the lines of its output that are wanted, all by default. */
function show(command: string, { out }: Said, wanted: (line: string) => boolean = () => true): void {
  console.log(styled('cyan', `$ rlar ${command}`));
  console.log(out.trim().split('\n').filter(wanted).join('\n'));
}

const written = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const lines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

head('A verifier is being acquired, in the background: paying an amount with a given number of coins');
const acquiring = rlar(['acquire', '--kind', 'reasoning.coin-change', '--samples', samples], {
  RLAR_HOME: home,
  RLAR_LLM_CASSETTE: join(recorded, 'cassette'),
});

head('Rows are scored, without being told their kinds');
show('quickstart', await rlar(['quickstart'], { RLAR_HOME: join(folder, 'quickstart') }), isBeforeNext());

head('A reward model is chosen, among 92 whose facts were recorded');
const machine = written('machine.json', JSON.stringify(MACHINE));
const choose = ['models', 'choose', '--kind', 'chat', '--facts', facts, '--machine', machine];
let shown = 0;
show('models choose --kind chat --facts …', await rlar(choose), () => shown++ < 16);

head(
  'Two stand-ins for a served model are probed: one that prefers good answers, and one that is upside down',
);
const taste = tasteOf(questionsOf([]));
for (const [id, score] of [
  ['sound', taste],
  ['upside-down', (text: string) => -taste(text)],
] as const) {
  const model = `lab/${id}`;
  const server = await rewardModelServer({ runtime: 'tei', model, score });
  const spec = written(`${id}.json`, JSON.stringify(rewardAdapter('tei', { model })));
  const added = await rlar(['models', 'add', spec, '--url', server.url, '--id', id, '--license', 'mit']);
  await server.close();
  show(`models add ${id}.json --url …`, added, (line) => !line.startsWith('   '));
}

head('A shift is noticed: a policy begins to exploit a tool, which is withdrawn');
const stream = written('stream.jsonl', lines(shiftStream(1).slice(FROM, TO)));
const replay = await rlar(['evolution', 'replay', stream, '--withdraw', '--every', '200']);
show('evolution replay stream.jsonl --withdraw', replay);

head('The verifier that agents wrote has passed the gates, and is published');
const acquired = await acquiring;
show('acquire --kind reasoning.coin-change --samples …', acquired);
show(
  'score samples.jsonl',
  await rlar(['score', samples, '--run', 'coins', '--out', join(folder, 'a.jsonl')]),
);

head('The library goes back');
show('library log', await rlar(['library', 'log']));
show('library rollback', await rlar(['library', 'rollback', '--reason', 'to show that it can']));
show(
  'score samples.jsonl',
  await rlar(['score', samples, '--run', 'back', '--out', join(folder, 'b.jsonl')]),
);

head('Look at it all');
console.log(`  npm run rlar -- view ${home}        the dashboard: it prints its address`);
console.log(`  rm -r ${folder}`);
process.exitCode = acquired.code ?? 1;

/** What the quickstart says before it names what to try next. */
function isBeforeNext(): (line: string) => boolean {
  let next = false;
  return (line) => {
    next ||= line.includes('Try next:');
    return !next;
  };
}
