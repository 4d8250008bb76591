import { closeTool, openTool } from '../../src/spec/open-tool.ts';
import type { Tool } from '../../src/spec/tool.ts';
import type { Verdict } from '../../src/spec/verdict.ts';
import { toolFolder } from '../../src/tools/evidence.ts';
import { type Fixture, fixtureMismatch, readFixtures, runFixture } from '../../src/tools/fixtures.ts';

/** A case of a tool's own, to be shown: `right` and `wrong` answer the same query where the tool has such cases. */
interface ChosenExample {
  readonly sort: 'right' | 'wrong' | 'unscored';
  readonly fixture: Fixture;
}

export interface ToolExample extends ChosenExample {
  /** What the tool said of it when the page was made. */
  readonly verdict: Verdict;
}

/** From here on a graded case counts as right, and below the second as wrong. */
const RIGHT = 0.99;
const WRONG = 0.5;
/** Characters from which on a case is too long to be shown, where there is a shorter one. */
const LONG = 1_200;

/** Chooses a right and a wrong response of a tool's own cases, and one that it leaves without a value where it has one. */
function chooseExamples(id: string): ChosenExample[] {
  const fixtures = readFixtures(toolFolder(id));
  const right = fixtures.filter(
    ({ class: sort, value = 0 }) => sort === 'full' || (sort === 'graded' && value >= RIGHT),
  );
  const wrong = fixtures.filter(
    ({ class: sort, value = 1 }) => sort === 'zero' || (sort === 'graded' && value < WRONG),
  );
  const pairs = right.flatMap((one) =>
    wrong.filter((other) => queryOf(other) === queryOf(one)).map((other) => [one, other] as const),
  );
  const apart = right.slice(0, 1).flatMap((one) => wrong.slice(0, 1).map((other) => [one, other] as const));
  const pair = pairs.find((cases) => cases.every(isShown)) ?? pairs[0] ?? apart[0];
  const unscored = fixtures.filter(({ class: sort }) => sort === 'unscored');
  const open = unscored.find(isShown) ?? unscored[0];
  return [
    ...(pair ? [example('right', pair[0]), example('wrong', pair[1])] : []),
    ...(open ? [example('unscored', open)] : []),
  ];
}

/**
 * Has the tool itself judge the chosen examples.
 * @throws where it has no right and wrong example, or calls one of them something else: a page must not show that
 */
export async function judgeExamples(tool: Tool): Promise<ToolExample[]> {
  await openTool(tool);
  try {
    const judged: ToolExample[] = [];
    for (const chosen of chooseExamples(tool.declaration.id)) {
      const verdict = await runFixture(tool, chosen.fixture);
      const other = verdict.status === 'failed' ? null : fixtureMismatch(tool, chosen.fixture, verdict);
      if (other !== null) throw new Error(`${tool.declaration.id}: ${chosen.fixture.name}: ${other}`);
      judged.push({ ...chosen, verdict });
    }
    if (judged.length < 2) throw new Error(`${tool.declaration.id} has no right and wrong example`);
    return judged;
  } finally {
    await closeTool(tool);
  }
}

function example(sort: ChosenExample['sort'], fixture: Fixture): ChosenExample {
  return { sort, fixture };
}

function queryOf({ query, options }: Fixture): string {
  return JSON.stringify([query, options]);
}

/** Whether a reader learns from a case at a glance. The first cases of a file are the usual ones. */
function isShown({ query, response, steps }: Fixture): boolean {
  const says = response.trim().length > 1 || steps !== undefined;
  return says && JSON.stringify([query, response, steps ?? []]).length < LONG;
}
