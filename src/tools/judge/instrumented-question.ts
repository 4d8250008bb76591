import { z } from 'zod';
import type { InstrumentName } from '../../spec/judge-instruments.ts';
import type { Criterion } from '../../spec/judge-spec.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import type { Asking } from './ask-votes.ts';
import { type CriteriaAnswer, criteriaQuestion, type ShownBeside } from './criteria-question.ts';
import { fenceTexts } from './fence-texts.ts';
import { INSTRUMENT_WORDS, Instruments } from './instruments.ts';
import type { Question } from './question.ts';
import { withoutVerdictMarks } from './verdict-marks.ts';

interface Asked {
  readonly query: ToolQuery;
  /** As the judge is shown it. */
  readonly response: string;
  readonly criteria: readonly Criterion[];
  readonly beside: ShownBeside;
  readonly asking: Pick<Asking, 'onAsk' | 'onResult' | 'signal'>;
}

/** One request to an instrument, with what came out. */
interface Result {
  readonly id: string;
  readonly instrument: InstrumentName;
  readonly input: string;
  readonly output: string;
}

/** Turns in which a judge may use instruments, and uses in all. */
const TURNS = 3;
const USES = 8;

/**
 * A question in turns (tool-augmented reward modelling, arXiv 2310.01045): the judge may first have things worked out, by
 * programs and in the sandbox, and sees what came out. A criterion then counts as met only with the results that show it
 * (`cites`), and a result that was not given cannot be named.
 */
export function instrumentedQuestion(
  names: readonly InstrumentName[],
  asked: Asked,
): Question<CriteriaAnswer> {
  const { query, response, criteria, beside, asking } = asked;
  const first = askedWith(names, asked, [], TURNS);
  return {
    system: first.system,
    prompt: first.prompt,
    shape: criteriaQuestion(query, response, criteria, { ...beside, results: [] }).shape,
    read: async (model, request) => {
      const instruments = new Instruments(response, query);
      const results: Result[] = [];
      try {
        for (let left = TURNS; ; left -= 1) {
          const { prompt, shape } = askedWith(names, asked, results, left);
          if (left < TURNS) asking.onAsk?.();
          const answer = await model.askStructured({ ...request, prompt }, shape);
          if (!('uses' in answer)) return answer.found;
          for (const { instrument, input } of answer.uses.slice(0, USES - results.length)) {
            const output = await instruments.use(instrument, input, asking.signal);
            const result = { id: `r${results.length + 1}`, instrument, input, output };
            results.push(result);
            asking.onResult?.({ for: criteria.map((one) => one.id).join(', '), ...result });
          }
        }
      } finally {
        await instruments.close();
      }
    },
  };
}

type Turn =
  | { readonly uses: readonly { instrument: InstrumentName; input: string }[] }
  | { readonly found: CriteriaAnswer };

/** The question of one turn; in the last one no instrument can be used. */
function askedWith(
  names: readonly InstrumentName[],
  { query, response, criteria, beside }: Asked,
  results: readonly Result[],
  left: number,
): Question<Turn> {
  const ids = results.map(({ id }) => id);
  const question = criteriaQuestion(query, response, criteria, { ...beside, results: ids });
  const mayUse = left > 0 && results.length < USES;
  const listed = names.map((name) => `- \`${name}\`: ${INSTRUMENT_WORDS[name]}`).join('\n');
  const texts = fenceTexts(
    Object.fromEntries(
      results.map(({ id, instrument, input, output }) => [
        id,
        withoutVerdictMarks(`${instrument}: ${input}\n= ${output}`),
      ]),
    ),
  );
  const parts = [
    question.prompt,
    mayUse
      ? `Before you answer you may have things worked out. Answer \`{"uses": [{"instrument": …, "input": …}]}\` and nothing else to do so, and you are asked again with what came out. The instruments:\n${listed}`
      : 'Answer now; nothing more is worked out.',
    ...(ids.length > 0 ? [`What came out:\n${ids.map((id) => texts.of(id)).join('\n')}`] : []),
    'Where you say of a criterion that it holds, put the results that show it into its field `cites`, as `["r1"]`.',
  ];
  const uses = z.strictObject({
    uses: z
      .array(z.object({ instrument: z.enum(names), input: z.string() }))
      .min(1)
      .max(USES),
  });
  const found = question.shape.transform((answer) => ({ found: answer }));
  return {
    system: question.system,
    prompt: parts.join('\n\n'),
    shape: mayUse ? z.union([uses, found]) : found,
  };
}
