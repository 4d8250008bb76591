import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../testing/fc.ts';
import { toToolQuery } from '../tools/fixtures.ts';
import type { Job } from './job.ts';
import { countRollouts, sliceJobs } from './slice-jobs.ts';

const jobsOf = (sizes: number[]): Job[] => {
  let next = 0;
  return sizes.map((size) => ({
    tool: 'x',
    query: toToolQuery({}),
    options: {},
    rollouts: Array.from({ length: size }, () => ({ text: String(next++) })),
  }));
};

test('property: slices put end to end are the whole, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(6), { maxLength: 6 }), fc.nat(40), fc.nat(40), (sizes, one, other) => {
      const jobs = jobsOf(sizes);
      const [first, second] = one < other ? [one, other] : [other, one];
      const all = countRollouts(jobs);
      const texts = [sliceJobs(jobs, 0, first), sliceJobs(jobs, first, second), sliceJobs(jobs, second, all)]
        .flat()
        .flatMap((job) => job.rollouts.map((rollout) => Number(rollout.text)));
      const wanted = second > all ? texts : Array.from({ length: all }, (_, index) => index);
      assert.deepEqual(texts, wanted);
    }),
  );
});
