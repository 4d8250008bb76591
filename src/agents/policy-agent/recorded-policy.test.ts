/**
 * Decisions on queries and cards of our own making, with the answers that were given by hand in the place of a model:
 * `examples/policy`. Nothing is asked here.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { interval } from '../../evaluation/bootstrap.ts';
import { Library } from '../../library/library.ts';
import { cassette as cassetteOf } from '../../models/cassette.ts';
import { meteredChatModel } from '../../models/metered-chat-model.ts';
import { carriesWith } from '../../routing/decided-by-agent.ts';
import { ineligibilityReason } from '../../routing/eligibility.ts';
import { nearestKind } from '../../routing/named-by-agent.ts';
import { serves } from '../../routing/serving.ts';
import { Random } from '../../spec/random.ts';
import { mayUse, type PolicyCase, policyCases, unknownPrompts } from '../../testing/policy-cases.ts';
import { decide } from './decide.ts';
import { nameKinds } from './name-kinds.ts';

const { library, cards, batches, cassette } = policyCases();
const openModel = () => meteredChatModel(cassetteOf({ folder: cassette, inner: null, prompts: 'full' }));
const decided = await Promise.all(
  batches.map(async (batch, at) => {
    const model = openModel();
    const made = await decide(
      batch.map(({ ask }) => ask),
      library,
      model,
      at + 1,
    );
    assert.equal(model.usage.calls, 1, 'no decision had to be made again');
    return made.map((one, place) => ({ asked: batch[place]!, one }));
  }),
);
const choices = decided.flat().map(({ asked, one }) => {
  assert.ok('template' in one, `${asked.prompt}: refused`);
  return { asked, template: one.template, tools: one.template.tools.map(({ id }) => id) };
});

test('eighty queries of fourteen kinds and more: no need is broken, and no tempting card is chosen', () => {
  assert.ok(choices.length >= 80, `${choices.length} queries`);
  assert.ok(new Set(choices.map(({ asked }) => asked.kind)).size >= 14);
  for (const { asked, tools } of choices)
    for (const id of tools) {
      const carries = carriesWith(asked.carries);
      assert.equal(
        ineligibilityReason(library.require(id), library, carries),
        null,
        `${id}: ${asked.prompt}`,
      );
      assert.ok(!asked.traps.includes(id), `${id}: ${asked.prompt}`);
    }
});

test('what was chosen is what the makers of the queries hold to be right', () => {
  const wrong = choices.filter(({ asked, template, tools }) => {
    const { combine, acquire } = template;
    const isGated = template.tools.some(({ gate }) => gate === true);
    const how =
      tools.length === 0
        ? 'none'
        : combine === 'first'
          ? combine
          : isGated
            ? 'gated'
            : combine
              ? 'mixed'
              : 'one';
    return !asked.best.some(
      (best) =>
        best.how === how &&
        best.tools.join() === tools.join() &&
        (best.acquire === undefined || best.acquire.includes(acquire?.agent ?? 'nothing')),
    );
  });
  assert.deepEqual(
    wrong.map(({ asked }) => asked.prompt),
    [],
  );
});

/** How often a tool would be right on a query, less its cost; one half where it may not be used, as no reward is worth. */
function worthOf(asked: PolicyCase, id: string): number {
  const card = cards.find((one) => one.id === id)!;
  const truth = card.truth[asked.kind] ?? card.truth[asked.kind.split('.')[0]!];
  return mayUse(asked, id, library) && truth !== undefined ? truth - 0.01 * card.costPer1000 : 0.5;
}

test('the choice is as good as the oracle by kind, and surely better than the best single tool', () => {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const own = choices.map(({ asked, tools }) => {
    const judges = tools.filter((id) => serves(library.require(id).card, asked.kind));
    return judges.length === 0 ? 0.5 : Math.max(...judges.map((id) => worthOf(asked, id)));
  });
  const ids = cards.map(({ id }) => id);
  const best = (group: readonly PolicyCase[]): string => {
    const means = ids.map((id) => mean(group.map((asked) => worthOf(asked, id))));
    return ids[means.indexOf(Math.max(...means))]!;
  };
  const all = choices.map(({ asked }) => asked);
  const byKind = new Map(
    [...Map.groupBy(all, ({ kind }) => kind)].map(([kind, group]) => [kind, best(group)] as const),
  );
  const single = best(all);
  const oracle = mean(all.map((asked) => worthOf(asked, byKind.get(asked.kind)!)));
  assert.ok(mean(own) >= oracle - 0.01, `${mean(own)} against ${oracle}`);
  const gains = all.map((asked, at) => own[at]! - worthOf(asked, single));
  const random = new Random(1);
  const resampled = Float64Array.from({ length: 400 }, () =>
    mean(gains.map(() => gains[random.below(gains.length)]!)),
  );
  assert.ok(interval(resampled)[0] > 0.2, `over ${single}: ${interval(resampled)}`);
});

/** What the kind of each sort of prompts is called, at least. */
const NAMES: Readonly<Record<string, RegExp>> = {
  braille: /braille/,
  'hex-colours': /colou?r/,
  cron: /cron|schedule/,
  'knot-speed': /^math/,
  'vin-plates': /vin|vehicle/,
  solfege: /solf|music|melody/,
  tarot: /tarot/,
  postcodes: /post/,
  'diff-lines': /code|diff|commit/,
  'bridge-hands': /bridge/,
  noise: /^none$/,
};

test('clusters of unknown prompts are named right, in one request, and are routed by their names', async () => {
  const { unknown, known } = unknownPrompts();
  const model = openModel();
  const kinds = await nameKinds(
    unknown.map(({ prompt }) => prompt),
    known,
    new Library([]),
    model,
  );
  assert.equal(model.usage.calls, 1);
  const named = unknown.flatMap(({ sort, prompt }) => {
    const kind = nearestKind(prompt, kinds)?.kind ?? 'none';
    return kind === 'none' ? [] : [{ sort, prompt, kind }];
  });
  const right = named.filter(({ sort, kind }) => NAMES[sort]!.test(kind));
  assert.ok(named.length >= 40, `${named.length} of ${unknown.length} have a name`);
  assert.ok(right.length >= 0.9 * named.length, `${right.length} of ${named.length}`);
  assert.ok(new Set(named.map(({ sort }) => sort)).size >= 8);
});
