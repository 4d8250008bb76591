import { table } from '../../spec/table.ts';

/** The parts of a prompt that stand under labels of their own line. */
export interface Sections {
  /** What stands before the first label. */
  readonly head: string;
  readonly draft: string;
  readonly critique: string;
  readonly brief: string;
  readonly outline: readonly string[];
  /** What stands under `word:`. */
  readonly length: string;
  /** Whether there are labels; without them the parts are told by headings, lists and last lines. */
  readonly isLabelled: boolean;
}

type Part = 'draft' | 'critique' | 'brief' | 'outline' | 'length' | 'other';

const PARTS = table<Part>({
  content: 'draft',
  draft: 'draft',
  text: 'draft',
  original: 'draft',
  初稿: 'draft',
  初稿文本: 'draft',
  原文: 'draft',
  草稿: 'draft',
  critique: 'critique',
  feedback: 'critique',
  comments: 'critique',
  revisions: 'critique',
  修改建议: 'critique',
  专业点评: 'critique',
  点评: 'critique',
  批评: 'critique',
  brief: 'brief',
  topic: 'brief',
  theme: 'brief',
  主题: 'brief',
  简介: 'brief',
  outline: 'outline',
  plan: 'outline',
  condition: 'outline',
  conditions: 'outline',
  大纲: 'outline',
  提纲: 'outline',
  写作大纲: 'outline',
  word: 'length',
  words: 'length',
  length: 'length',
  'word count': 'length',
  字数: 'length',
  genre: 'other',
  audience: 'other',
  style: 'other',
  体裁: 'other',
  受众: 'other',
  读者: 'other',
  context: 'other',
});
/** A label: one of the names above at the start of a line, with a colon, perhaps between marks. */
const LABEL = /^[\s#*_>【[（(]{0,6}([\p{L}][\p{L} ]{0,18})[\s*_】\]）)]{0,5}[:：][\s*_]{0,4}(.*)$/u;
const LONGEST_LABEL_LINE = 4_000;

/** @returns the parts of a prompt that stand under labels; of several with one name all that is said */
export function sectionsOf(prompt: string): Sections {
  const found: Record<Part | 'head', string[]> = {
    head: [],
    draft: [],
    critique: [],
    brief: [],
    outline: [],
    length: [],
    other: [],
  };
  let part: Part | 'head' = 'head';
  for (const line of prompt.split('\n')) {
    const label = LABEL.exec(line.slice(0, LONGEST_LABEL_LINE));
    const name = PARTS[label?.[1]?.trim().toLowerCase() ?? ''];
    // The critique of an edit runs to the end: what looks like a label in it is a point of it.
    if (label && name && part !== 'critique') {
      part = name;
      if (label[2] !== undefined && label[2].trim() !== '') found[part].push(label[2]);
    } else found[part].push(line);
  }
  const whole = (name: Part | 'head') => found[name].join('\n').trim();
  const named = {
    head: whole('head'),
    draft: whole('draft'),
    critique: whole('critique'),
    brief: whole('brief'),
    outline: outlineItems(whole('outline')),
    length: whole('length'),
    isLabelled: true,
  };
  const hasLabels = Object.values(found).filter((lines) => lines.length > 0).length > 1;
  return hasLabels ? named : { ...named, isLabelled: false, ...unlabelled(named.head) };
}

/** The heading of a critique that stands behind a draft without labels. */
const CRITIQUE_HEADING =
  /^[\s#*_【[]{0,6}(?:problem diagnosis|diagnosis|critique|revision suggestions|feedback|问题诊断|修改建议|专业点评|点评)[^\n]{0,40}$/im;
/** The last line of an instruction in front of a draft. */
const INSTRUCTION_ENDS =
  /^.{0,40}(?:output should be|only output|rewritten text only|你的输出|只输出|输出应).{0,60}$/im;
const LISTED = /^\s{0,4}(?:\d{1,2}[.)、．]|[-*•])\s*\S/;
const FEWEST_LISTED = 4;
const LENGTH_LINE = /^\s*\d[\d,]{1,6}(?:\s{0,2}[-–~]\s{0,2}\d[\d,]{1,6})?\s*(?:words|字)?\s*$/i;

/** The same parts where their labels are left out: a critique has a heading, a plan is a list, a length stands last. */
function unlabelled(text: string): Partial<Sections> {
  const ends = INSTRUCTION_ENDS.exec(text);
  const heading = CRITIQUE_HEADING.exec(text);
  if (ends && heading && heading.index > ends.index) {
    const from = ends.index + ends[0].length;
    const draft = text.slice(from, heading.index).trim();
    return { head: text.slice(0, from), draft, critique: text.slice(heading.index) };
  }
  const lines = text.split('\n');
  const last = lines.findLast((line) => line.trim() !== '') ?? '';
  const listed = lines.filter((line) => LISTED.test(line));
  return {
    ...(LENGTH_LINE.test(last) && { length: last.trim() }),
    ...(listed.length >= FEWEST_LISTED && { outline: outlineItems(listed.join('\n')) }),
  };
}

const MOST_ITEMS = 80;
const ITEM_MARK =
  /^[\s*#+\-•·●–—>]+|^\s*(?:\(?\d{1,2}[.)、．]|[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]{1,2}[、．.])\s*/;

/** Items stand on lines of their own; a running text of demands is cut into its sentences. */
function outlineItems(outline: string): string[] {
  const lines = outline
    .split('\n')
    .map((line) => line.replace(ITEM_MARK, '').replace(ITEM_MARK, '').replaceAll('*', '').trim())
    .filter((line) => line !== '' && !/^【?\s*大纲\s*】?$/.test(line));
  const items = lines.length > 2 ? lines : lines.flatMap((line) => line.split(/(?<=[.;。；])\s*|\(\d\)\s*/));
  return items
    .map((item) => item.trim())
    .filter((item) => item.length > 3)
    .slice(0, MOST_ITEMS);
}
