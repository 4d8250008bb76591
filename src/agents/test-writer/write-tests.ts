import type { ChatModel } from '../../models/chat-model.ts';
import { canonicalJson } from '../../spec/canonical-json.ts';
import { Random } from '../../spec/random.ts';
import {
  authorQuestion,
  expectedResults,
  secondQuestion,
  type WrittenCase,
  writtenTests,
} from './test-questions.ts';

/** Tests of one task that an agent wrote, with what was tried of them. */
export interface WrittenTests {
  readonly entryPoint: string;
  readonly language: 'python' | 'javascript';
  /** What both authors agree on, and what tells the candidates apart. Empty where nothing is. */
  readonly cases: readonly WrittenCase[];
  readonly written: number;
  readonly agreed: number;
  /** The two authors: their models, and whether these are two. */
  readonly authors: { readonly first: string; readonly second: string; readonly independent: boolean };
}

/** What a candidate makes of one case: right or wrong, or null where it could not be judged. */
export type RunCase = (tests: {
  readonly entryPoint: string;
  readonly language: 'python' | 'javascript';
  readonly case: WrittenCase;
}) => Promise<readonly (boolean | null)[]>;

/**
 * Has tests written for a programming task that has none. A second author works the results out from the arguments alone, in
 * another order and without sight of the first one's results; a test on which the two differ is dropped. So is one that all
 * candidates pass, or none does: it tells nothing apart.
 * @param second another model where there is one; else the same, asked with another seed
 * @param run runs one case on all candidates
 * @throws RlarError RLAR_MODEL_…, RLAR_BUDGET_SPENT
 */
export async function writeTests(
  author: ChatModel,
  second: ChatModel,
  prompt: string,
  run: RunCase,
): Promise<WrittenTests> {
  const first = await author.askStructured(
    { purpose: 'tests', ...authorQuestion(prompt), seed: 1, temperature: 0.7 },
    writtenTests,
  );
  const { entry_point: entryPoint, language } = first;
  const once = new Map(first.cases.map((one) => [canonicalJson(one.input), one]));
  const cases = new Random(20, prompt).shuffled([...once.values()]);
  const inputs = cases.map(({ input }) => input);
  const { results } = await second.askStructured(
    { purpose: 'tests.second', ...secondQuestion(prompt, entryPoint, inputs), seed: 2, temperature: 0 },
    expectedResults,
  );
  const agreed = cases.filter((one, at) => {
    const said = results[at];
    return said?.decided === true && canonicalJson(said.output) === canonicalJson(one.output);
  });
  const kept: WrittenCase[] = [];
  for (const one of agreed) {
    const passed = await run({ entryPoint, language, case: one });
    const judged = passed.filter((value) => value !== null);
    if (judged.some(Boolean) && !judged.every(Boolean)) kept.push(one);
  }
  const authors = { first: author.name, second: second.name, independent: author.name !== second.name };
  return { entryPoint, language, cases: kept, written: cases.length, agreed: agreed.length, authors };
}
