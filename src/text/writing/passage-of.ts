import { type TextView, viewText } from './text-view.ts';
import type { WritingTask } from './writing-task.ts';

/** A paragraph in front of a text or behind it that speaks to whoever asked for it. */
const SPEAKS_TO_READER =
  /\[?fill.in.the.blank|\b(?:the (?:prompt|article|text|passage) (?:you|that you|is|itself|does)|you (?:pasted|provided|gave|asked|may|can|would like)|(?:your|the) (?:prompt|request|assignment|instructions?)|here (?:is|are|'s)|i (?:have|hope|can|will|would|'ve|don[’']t)\b.{0,80}\b(?:text|article|blank|version|draft|help|rewrit\w+|revis\w+)|(?:please )?(?:let me know|feel free|reply))\b|^(?:好的|当然|以下(?:是|为)|下面是|这(?:是|里是)(?:一篇|修改|改写|补全)|根据(?:您|你|上下文)|希望(?:这|对)|如果(?:您|你)(?:需要|想|还))/i;
const LONGEST_REMARK = 600;
const RULE = /^[\s*_#=—–-]{3,}$/;
const MOST_REMARKS = 3;

/**
 * Takes the passage out of a response that was asked for: without remarks to the reader around it, and, where a gap was to
 * be filled and the whole text is given back, without the text that stood around the gap.
 */
export function passageOf(response: string, task: WritingTask): string {
  const bare = withoutRemarks(response);
  return task.operation === 'cloze' ? withoutContext(bare, task) : bare;
}

function withoutRemarks(response: string): string {
  const paragraphs = response.split(/\n\s*\n/);
  let from = 0;
  let to = paragraphs.length;
  const isRemark = (paragraph = '') =>
    RULE.test(paragraph) || (paragraph.length < LONGEST_REMARK && SPEAKS_TO_READER.test(paragraph));
  while (from < MOST_REMARKS && from < to - 1 && isRemark(paragraphs[from])) from += 1;
  while (to > from + 1 && paragraphs.length - to < MOST_REMARKS && isRemark(paragraphs[to - 1])) to -= 1;
  return paragraphs.slice(from, to).join('\n\n').trim();
}

/** Sentences of a response that stand around the gap, at least. */
const MOSTLY_CONTEXT = 0.4;
const FEWEST_SENTENCES = 2;

function withoutContext(text: string, { before, after, language }: WritingTask): string {
  const around = new Set(sentencesOf(viewText(`${before}\n${after}`, language)));
  const view = viewText(text, language);
  const own = view.sentences.filter(({ words }) => !around.has(words.join(' ')));
  const given = view.sentences.length - own.length;
  if (given < FEWEST_SENTENCES || given < MOSTLY_CONTEXT * view.sentences.length) return text;
  return own.map((sentence) => sentence.text).join(language === 'zh' ? '' : ' ');
}

function sentencesOf({ sentences }: TextView): string[] {
  return sentences.map(({ words }) => words.join(' '));
}
