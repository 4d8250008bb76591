import { z } from 'zod';
import { RlarError } from '../../spec/errors.ts';
import { parseBody } from '../../spec/parse-or-throw.ts';
import type { AdapterParts, adapterRoutes } from './adapter.ts';
import { floatJson } from './float-json.ts';
import { readLabel } from './label-row.ts';
import { rewardNumbers } from './reward-numbers.ts';

const body = z.looseObject({
  prompt: z.string(),
  response: z.string(),
  ground_truth: z.unknown().optional(),
});

/**
 * The wire of the paper's own modified verl: `POST /rlar/{route}` with `{prompt, response, ground_truth}`, answered with
 * `{"score": …}`. Read: `code/verl/verl/utils/reward_score/{__init__,method}.py` at commit 163d0c48 (ZhuoerFeng/RLAR).
 *
 * There the route is the name of a reward function that was chosen for each row offline. Here `/rlar/auto` chooses per
 * query, a route with the id of a tool pins that tool, and `trainers.rlar.routes` names others, which answer at the top
 * level as well. The client takes any status but 200 as a failure, tries five times, and then puts −20 by itself.
 */
export function rlarPaperRoutes(parts: AdapterParts, route: ReturnType<typeof adapterRoutes>): void {
  const { service } = parts;
  const { noReward, routes } = service.config.trainers.rlar;
  const fieldsOf = (name: string): object => {
    if (Object.hasOwn(routes, name)) return routes[name]!;
    if (name === 'auto') return {};
    if (service.library.get(name)) return { tools: [name] };
    throw new RlarError(
      'RLAR_NOT_FOUND',
      `no route /rlar/${name}: neither auto, nor a tool, nor one of trainers.rlar.routes`,
    );
  };
  const paths: [path: string, name: string | null][] = [['/rlar/:route', null]];
  for (const name of Object.keys(routes)) paths.push([`/${name}`, name]);
  for (const [path, fixed] of paths) {
    route<object>({
      trainer: 'rlar',
      path,
      summary: 'The RLAR paper: the score of a sample',
      noReward,
      read(sent, url, parameters) {
        const { prompt, response, ground_truth } = parseBody(body, sent);
        const fields = fieldsOf(fixed ?? parameters.route ?? '');
        return { prompt, response, ...fields, ...url.row, ...readLabel(ground_truth) };
      },
      rows: (row) => [row],
      write: ([outcome]) => floatJson({ score: outcome!.value, ...rewardNumbers(outcome!) }),
    });
  }
}
