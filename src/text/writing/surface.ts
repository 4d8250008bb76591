import type { TextView } from './text-view.ts';

/** Measures of a text by itself, whatever it is about. */
export interface SurfaceMeasures {
  /** 1 where the text ends where a sentence does. */
  readonly ending: number;
  /** 1 without talk about the task: an announcement, gaps left open, demands said back. */
  readonly noTalk: number;
  /** Share of lines that are no marks of a list or a heading. */
  readonly prose: number;
  /** Share of different words in windows of 100. */
  readonly variety: number;
  /** Names, numbers and titles of works a hundred words. */
  readonly specific: number;
  /** Spread of the lengths of sentences, by their mean. */
  readonly uneven: number;
  /** Negations a hundred words, negative: more is worse. */
  readonly affirms: number;
}

const ENDS = /[.!?。！？…”’"'」』）)\]》*~—:：]\s*$/;
const TALK =
  /\[\s{0,3}fill[\s_-]?in|\[(?:author|year|your|insert)\b|^\W{0,6}(?:sure|certainly|of course|okay|here(?:'s| is| are)|i (?:need|will|would|have|hope|can)\b[^.\n]{0,60}\b(?:rewrit|revis|writ|help|draft)|let me|the user|revised|rewritten|final (?:output|version)|note:)|\bthe (?:user|critique|prompt|outline|instruction|rewritten (?:text|version)|original (?:text|content|draft))s?\b|as an ai\b|^(?:好的|当然|以下是|下面是|这是(?:一篇|修改)|改写(?:后|版|文本)|修改(?:后|版)|希望(?:这|对你)|根据(?:你|您)的|我(?:将|会)(?:根据|按照))|大纲|批注|字数/im;
const LIST_LINE = /^\s{0,8}(?:[#>|]|[-*+•]\s|\d{1,2}[.)]\s|\*\*)/;
const NEGATION = {
  en: /\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without)\b|n['’]t\b/gi,
  zh: /[不没无未非莫勿]/g,
} as const;
const SPECIFIC = {
  en: /(?<=[\p{Ll},;:]\s)\p{Lu}[\p{L}'’-]+|\d+/gu,
  zh: /《[^》]{1,30}》|“[^”]{1,12}”|\d+|[A-Za-z]{2,}/g,
} as const;

export function measureSurface(view: TextView): SurfaceMeasures {
  const { text, language, words, sentences } = view;
  const trimmed = text.trimEnd();
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const hundreds = Math.max(0.2, words.length / 100);
  return {
    ending: ENDS.test(trimmed.slice(-6)) || isVerse(lines) ? 1 : 0,
    noTalk: 1 - Math.min(1, talkLines(lines) / 2),
    prose: 1 - lines.filter((line) => LIST_LINE.test(line)).length / Math.max(1, lines.length),
    variety: variety(words),
    specific: (text.match(SPECIFIC[language])?.length ?? 0) / hundreds,
    uneven: unevenness(sentences.map((sentence) => sentence.words.length)),
    affirms: -(text.match(NEGATION[language])?.length ?? 0) / hundreds,
  };
}

function talkLines(lines: readonly string[]): number {
  const ends = [...lines.slice(0, 4), ...lines.slice(-3)];
  return ends.filter((line) => TALK.test(line.slice(0, 400))).length;
}

/** Verse has short lines, and many poets leave out marks. */
function isVerse(lines: readonly string[]): boolean {
  return lines.length > 3 && lines.filter((line) => line.length < 60).length > 0.9 * lines.length;
}

function variety(words: readonly string[]): number {
  const size = 100;
  if (words.length <= size)
    return (new Set(words).size / Math.max(1, words.length)) * (words.length / size) ** 0.12;
  let sum = 0;
  let count = 0;
  for (let at = 0; at + size <= words.length; at += size / 2) {
    sum += new Set(words.slice(at, at + size)).size / size;
    count += 1;
  }
  return sum / count;
}

function unevenness(lengths: readonly number[]): number {
  if (lengths.length < 3) return 0;
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  const spread = Math.sqrt(lengths.reduce((sum, length) => sum + (length - mean) ** 2, 0) / lengths.length);
  return spread / Math.max(1, mean);
}
