import { z } from 'zod';
import { jsonValue } from '../../spec/json.ts';

/** Cases of a suite: what goes in, and what must come out. */
export const caseList = z.array(z.object({ input: jsonValue, output: jsonValue }));
export type CaseList = z.infer<typeof caseList>;
