import { askedLength, type LengthAsked } from './asked-length.ts';
import { isHan } from './script-of.ts';
import { sectionsOf } from './sections.ts';

/** What somebody who writes is asked to do with a text: fill a gap, rework a draft, write out a plan, write from a brief. */
export type WritingOperation = 'cloze' | 'edit' | 'expand' | 'end-to-end';

/** A prompt that asks for a text, in its parts. Parts that the operation does not have are empty. */
export interface WritingTask {
  readonly operation: WritingOperation;
  readonly language: 'en' | 'zh';
  /** What is to be written about: the brief, or of an edit the instruction. */
  readonly brief: string;
  /** The text on both sides of the gap. */
  readonly before: string;
  readonly after: string;
  readonly draft: string;
  readonly critique: string;
  /** Items of the outline, in order. */
  readonly outline: readonly string[];
  readonly length: LengthAsked | null;
  /** Whether parts under labels, or a gap, say that it is this operation; false where only its opening does. */
  readonly isLabelled: boolean;
}

/** A gap that is to be filled, in all the ways that such prompts write it. */
const GAP =
  /\[\s{0,3}fill[\s_-]?in[\s_-]?the[\s_-]?blanks?\s{0,3}\]|\[\s{0,3}(?:blank|gap|mask|missing(?: text| passage)?)\s{0,3}\]|<(?:blank|mask|gap)>|【\s{0,3}(?:填空|空白|缺失|待补|此处)[^】\n]{0,12}】|_{5,}|＿{4,}/gi;
const ASKS_TO_FILL =
  /\b(?:fill|complete|supply|restore|write)\b[^\n]{0,80}\b(?:blanks?|gaps?|missing)\b|(?:补全|补充|填补|填写|填空|续写|补写|缺失)/i;
/** Shorter texts around a gap are questions with one right answer. */
const LEAST_AROUND = 60;
const WRITES =
  /\b(?:write|compose|draft|produce|create|author|prepare|develop|craft|generate)\b|撰写|生成|创作|写一|写篇|写首|写封|写个|写份|拟写|起草|写出/i;
/** Opens with a wish for a whole text: what such texts are called, or in Chinese what they are counted by. */
const ASKS_FOR_TEXT =
  /^\W{0,4}(?:(?:please|kindly|can you|could you|i (?:want|need|would like|'d like) (?:you )?to|help me(?: to)?|your task is to)\W+){0,3}(?:write|compose|draft|produce|create|author|prepare|develop|craft|generate)\s[^.!?\n]{0,160}\b(?:essay|article|speech|address(?!\s*[=:])|story|poem|chapter|letter|report|review|paper|proposal|memoir|monologue|sonnet|ballad|fable|novella|column|editorial|eulogy|sermon|analysis|narrative|scene|fiction|thesis|case study)\b|(?:撰写|写|生成|创作|拟|起草|来)[^。！？\n]{0,24}?[一两几](?:篇|首|封|份|则|部|段)|写(?:篇|首|封|份)|(?:撰写|写|生成|创作)[^。！？\n]{0,60}(?:讲话稿|发言稿|小说|散文|诗歌|现代诗|故事|文章|报告|公文)/i;
const LEAST_BRIEF = { en: 60, zh: 24 } as const;
/** Longer prompts without labelled parts carry a text to work on. */
const MOST_BRIEF = 6_000;
/** What is written for a machine, or is less than a text. */
const NO_TEXT =
  /^[^.!?\n]{0,80}\b(?:function|program|script|code|quer(?:y|ies)|regex|macro|class|method|sentence|json|html|css|sql)\b|^[^。\n]{0,30}(?:函数|代码|程序|脚本|查询语句|一句话|造句)/i;
/** Words of a prompt that asks for something to be made out of a given text. */
const WORKS_ON_TEXT =
  /\b(?:summari[sz]e|summary of|translate|paraphrase|rewrite|the following (?:text|article|passage|paragraph|table|data)|given (?:text|article|passage))\b(?![^\n]{0,80}\bessay)|(?:翻译|概括|总结|改写|润色|修改|缩写|扩写)(?:下面|下列|以下|这)|(?:下面|以下|下列)(?:文章|文本|段落|内容|文字)/i;

/** @returns what a prompt asks a writer to do, with its parts; null where it is none of the four operations */
export function writingTask(prompt: string): WritingTask | null {
  const text = prompt.slice(0, 60_000);
  const language = isHan(text) ? 'zh' : 'en';
  const empty = {
    language,
    brief: '',
    before: '',
    after: '',
    draft: '',
    critique: '',
    outline: [],
    length: null,
    isLabelled: true,
  } as const;
  const gap = gapOf(text);
  if (gap) return { ...empty, operation: 'cloze', ...gap };
  const sections = sectionsOf(text);
  const { draft, critique } = sections;
  if (draft !== '' && critique !== '')
    return { ...empty, operation: 'edit', brief: sections.head, draft, critique };
  const length = askedLength(text, sections.length);
  const brief = [sections.head, sections.brief].filter((part) => part !== '').join('\n');
  const asks = sections.head.slice(0, 300);
  const wishes = sections.isLabelled ? WRITES : ASKS_FOR_TEXT;
  if (sections.outline.length > 1 && wishes.test(asks) && !worksOnText(asks, sections.brief))
    return {
      ...empty,
      operation: 'expand',
      brief,
      outline: sections.outline,
      length,
      isLabelled: sections.isLabelled,
    };
  if (!ASKS_FOR_TEXT.test(asks) || NO_TEXT.test(asks) || worksOnText(asks, sections.brief)) return null;
  if (text.length > MOST_BRIEF && sections.brief === '') return null;
  if (brief.length < LEAST_BRIEF[language]) return null;
  return { ...empty, operation: 'end-to-end', brief, length, isLabelled: sections.isLabelled };
}

function worksOnText(asks: string, brief: string): boolean {
  return brief === '' && WORKS_ON_TEXT.test(asks);
}

function gapOf(text: string): Pick<WritingTask, 'brief' | 'before' | 'after'> | null {
  const lines = text.split('\n');
  const asking = lines.findIndex((line) => ASKS_TO_FILL.test(line.slice(0, 400)));
  if (asking < 0 || asking > 3) return null;
  const brief = lines[asking]!;
  const around = lines.filter((_, at) => at !== asking).join('\n');
  const marks = [...around.matchAll(GAP)];
  if (marks.length === 0 && !GAP_NAMED.test(brief)) return null;
  const parts: readonly string[] = marks.length === 0 ? [around, ''] : around.split(GAP);
  const [before = '', ...rest] = parts.map((part) => part.trim());
  const after = rest.join('\n').trim();
  if (before.length + after.length < LEAST_AROUND && !STANDS_ALONE.test(around)) return null;
  return { brief, before, after };
}

/** A gap on a line of its own is a passage, whatever stands around it. */
const STANDS_ALONE = /(?:^|\n)\s*\[\s{0,3}fill[\s_-]?in[\s_-]?the[\s_-]?blanks?\s{0,3}\]\s*(?:\n|$)/i;
const GAP_NAMED = /\[\s{0,3}fill[\s_-]?in[\s_-]?the[\s_-]?blanks?\s{0,3}\]/i;
