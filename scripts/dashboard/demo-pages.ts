import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

const list = z.object({
  items: z.array(z.object({ record: z.string(), query: z.string(), step: z.number().optional() })),
});

/** @returns an address for each view over a demo ledger, by name; `-…` names further ones of the same view */
export async function demoPages(app: FastifyInstance): Promise<Record<string, string>> {
  const first = async (filter: string) => {
    const reply = await app.inject({ url: `/v1/rewards?limit=1&${filter}` });
    const [found] = list.parse(reply.json()).items;
    if (!found) throw new Error(`the demo has no reward with ${filter}`);
    return found;
  };
  const maths = await first('run=grpo-mix&step=11&kind=math.final-answer&sort=highest');
  const code = await first('run=grpo-mix&kind=code&sort=lowest');
  const calls = await first('run=grpo-mix&kind=tool-calls');
  const none = await first('run=grpo-mix&status=unscored&cause=output');
  const number = await first('run=grpo-mix&step=9&kind=math.final-number');
  const { snapshot } = (await app.inject('/v1/tools')).json();
  return {
    runs: 'runs',
    run: 'run?run=grpo-mix',
    rewards: 'rewards?run=grpo-mix&sort=lowest',
    groups: 'groups?run=grpo-mix&sort=spread',
    group: `groups?run=grpo-mix&step=${number.step}&query=${number.query}`,
    reward: `reward?record=${maths.record}`,
    'reward-code': `reward?record=${code.record}`,
    'reward-calls': `reward?record=${calls.record}`,
    'reward-none': `reward?record=${none.record}`,
    compare: 'compare?a=grpo-mix&b=grpo-mix-2',
    library: 'library',
    tool: 'library?tool=final-number',
    diff: `library?before=${snapshot}&tool=final-number`,
    acquisitions: 'acquisitions',
    acquisition: 'acquisitions?id=style-rhyme-1a2b3c',
    evolution: 'evolution',
    check: 'check',
  };
}
