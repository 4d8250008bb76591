import { z } from 'zod';
import { generator } from '../composites/search-composites.ts';

/** What the loop has looked at for proposals of its own, so that the same labels and verdicts do not make it work twice. */
export const improvingState = z.object({
  /** The number of the last label that a search for composites has seen, and the labels since. */
  labels: z.number(),
  /** The generators of composites, by kind and inputs. */
  generators: z.array(z.tuple([z.string(), generator])),
  /** The number of the last label that rubrics were revised by. */
  revised: z.number(),
  /** By tool: its verdicts since a rule or a classifier was last looked for. */
  verdicts: z.array(z.tuple([z.string(), z.number()])),
});
export type ImprovingState = z.infer<typeof improvingState>;

export const NOT_IMPROVING: ImprovingState = { labels: 0, generators: [], revised: 0, verdicts: [] };
