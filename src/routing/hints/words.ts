import type { KindFamily } from '../../spec/kinds.ts';

/**
 * Words for a kind of task, joined where there are several (`instruction-following`). They count where a label ends with
 * them, as an English compound does: `medical_qa` is about questions, `qa_writing` about writing.
 */
const WORDS: readonly (readonly [KindFamily, string])[] = [
  ['math', 'math maths mathematics arithmetic algebra geometry'],
  ['code', 'code coding codegen codegeneration programming codestdio programsynthesis'],
  ['code-output', 'codeoutput outputprediction inputprediction codeoutputprediction codeinputprediction'],
  ['qa', 'qa qna questionanswering trivia'],
  ['choice', 'multiplechoice mcq mcqa multichoice choice'],
  ['translation', 'translation translations translate mt machinetranslation'],
  ['summarization', 'summarization summarisation summary summaries summarize summarise'],
  ['data-to-text', 'datatotext data2text d2t tabletotext table2text'],
  ['instruction-following', 'instructionfollowing instructionfollow'],
  ['tool-calls', 'toolcalls toolcall toolcalling tooluse functioncall functioncalls functioncalling'],
  [
    'reasoning',
    'logic logical logicalreasoning deductivereasoning symbolicreasoning reasoning puzzle puzzles',
  ],
  ['safety', 'safety harmless harmlessness refusal refusals jailbreak jailbreaks'],
  ['writing', 'writing creativewriting storywriting poetry poem poems'],
  ['chat', 'chat chats dialog dialogue dialogues conversation conversations'],
];

/**
 * Words that mean something else behind another word (`morse_code`, `fuzzy_logic`, `medical_reasoning`): they count
 * alone, or as the first part of a path.
 */
const ALONE = new Set(
  'code logic logical reasoning choice mt arithmetic geometry algebra puzzle puzzles trivia'.split(' '),
);

/** Words that may stand beside a name or another word without changing what it says. */
const NEUTRAL = new Set(
  (
    'train training test testing val valid validation dev eval evaluation rl rlhf rlvr sft cot r1 searchr1 zero easy medium ' +
    'hard veryhard unknown difficulty verified filtered dedup deduped deduplicated dataset datasets data set subset split mix ' +
    'mixed mixture full mini small large main problem problems task tasks question questions prompt prompts bench benchmark ' +
    'suite hf verl trl openai allenai en english official original raw clean cleaned processed new old v preview k ref ' +
    'de fr es it pt zh ja ko ru ar hi ' +
    'python java javascript js cpp competition grade school high synthetic word diamond repeated instruct base local global'
  ).split(' '),
);

export interface TaskWord {
  readonly family: KindFamily;
  readonly alone: boolean;
}

export const taskWords: ReadonlyMap<string, TaskWord> = new Map(
  WORDS.flatMap(([family, words]) =>
    words.split(' ').map((word): [string, TaskWord] => [word, { family, alone: ALONE.has(word) }]),
  ),
);

/** @returns whether a token says nothing about the kind: a neutral word, a number, a version or a count (`17k`, `v2`, `8x`) */
export function isNeutral(token: string): boolean {
  return NEUTRAL.has(token) || /^v?\d+[kmbx]?$/.test(token);
}
