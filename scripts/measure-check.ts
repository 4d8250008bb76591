/**
 * Compares what `rlar check` promises with what `rlar score` does, row by row: `node scripts/with-node.mjs
 * scripts/measure-check.ts [--most=N] FILE…`. A row differs where check says that it gets a reward and a reason that the row
 * shows keeps every rollout from one, or the other way round. What only the response shows does not count.
 */
import { readFile } from '../src/intake/read-file.ts';
import { createRewardService } from '../src/service.ts';
import type { Reward } from '../src/spec/reward.ts';

const args = process.argv.slice(2);
const most = Number(
  args.find((argument) => argument.startsWith('--most='))?.slice(7) ?? Number.POSITIVE_INFINITY,
);
const files = args.filter((argument) => !argument.startsWith('--'));
const service = await createRewardService();
let rows = 0;
let different = 0;
for (const file of files) {
  let here = 0;
  const reasons = new Map<string, number>();
  for await (const line of readFile(file)) {
    if (!line.ok || here >= most) continue;
    here += 1;
    const request = { context: {}, groups: [line.row.group] };
    const [[check], [rewards]] = await Promise.all([service.check(request), service.score(request)]);
    const unserved = check!.unserved !== null;
    if (rewards!.length === 0 || unserved === isLost(rewards!)) continue;
    const { status, reason, error } = rewards![0]!;
    const said =
      `check: ${check!.unserved ?? 'a reward'}; score: ${status} ${reason ?? error?.message ?? ''}`.slice(
        0,
        200,
      );
    reasons.set(said, (reasons.get(said) ?? 0) + 1);
  }
  const count = [...reasons.values()].reduce((sum, one) => sum + one, 0);
  rows += here;
  different += count;
  console.log(`${file}: ${count} of ${here} rows differ`);
  for (const [said, times] of reasons) console.log(`  ${times} × ${said}`);
}
console.log(`${different} of ${rows} rows differ (${((100 * different) / Math.max(1, rows)).toFixed(2)} %)`);
await service.close();

/** Whether the query, and not the response, keeps all rollouts from a reward. */
function isLost(rewards: readonly Reward[]): boolean {
  return rewards.every(
    ({ status, cause, assignment }) =>
      status !== 'scored' && (assignment.tools.length === 0 || cause === 'query'),
  );
}
