import type { TextView } from './text-view.ts';

const MOST_SENTENCES = 160;
/** Openings that take up something said before. */
const TAKES_UP = {
  en: /^\W{0,3}(?:however|therefore|thus|moreover|furthermore|in addition|additionally|also|nevertheless|nonetheless|consequently|hence|finally|second(?:ly)?|third(?:ly)?|lastly|then|but|and|so|yet|for example|for instance|in contrast|on the other hand|similarly|likewise|as a result|he|she|they|it|this|these|those|that|his|her|their|such|in conclusion|to sum up)\b/i,
  zh: /^[“‘「\s]{0,2}(?:但|然而|因此|所以|于是|此外|另外|同时|而且|并且|不过|可是|其次|再次|最后|另一方面|总之|由此|这|那|他|她|它|其中|除此|与此|反之|综上|可见|也正|随后|接着|后来|结果)/,
} as const;
const CLOSES = {
  en: /^\W{0,3}(?:in conclusion|to conclude|to sum up|in sum|in summary|finally|overall|ultimately|all in all|thank you)\b/i,
  zh: /^[“\s]{0,2}(?:总之|综上|总而言之|最后|归根结底|由此可见|谢谢)/,
} as const;
const STEPS = {
  en: [/\bfirst(?:ly)?\b/i, /\bsecond(?:ly)?\b/i, /\bthird(?:ly)?\b|\bfinally\b|\blast(?:ly)?\b/i],
  zh: [/首先|第一[，,、]|其一|一是/, /其次|第二[，,、]|其二|二是/, /最后|第三[，,、]|再次|其三|三是/],
} as const;

/** How well the sentences of a text stand in their order. All from 0 to 1, or about 0. */
export interface OrderMeasures {
  /** How much nearer sentences that speak of the same things stand than in any order: in standard errors, from -3 to 6. */
  readonly neighbours: number;
  /** The same of what the prompt does not speak of: naming the topic everywhere makes no thread. */
  readonly threads: number;
  /** Share of first sentences of paragraphs that do not take up something said just before. */
  readonly paragraphs: number;
  /** Share of years and numbered headings that stand in rising order; a half where there are none. */
  readonly rising: number;
  /** 0 where the first sentence takes up something that nothing came before; else 1. */
  readonly opening: number;
  /** Share of closing words that stand in the last third, and of enumerations that count upwards; 1 where there are none. */
  readonly sequence: number;
  /** Share of quotation marks that open and close in turn. */
  readonly quotes: number;
}

/** Measures order by what a text itself says. A text of few sentences has no order to tell. */
export function measureOrder(view: TextView, given: ReadonlySet<string>): OrderMeasures {
  const sentences = view.sentences.slice(0, MOST_SENTENCES);
  return {
    neighbours: neighbours(sentences.map(({ units }) => units)),
    threads: neighbours(sentences.map(({ units }) => new Set([...units].filter((unit) => !given.has(unit))))),
    opening: TAKES_UP[view.language].test(sentences[0]?.text ?? '') ? 0 : 1,
    paragraphs: paragraphs(view),
    rising: rising(view.text),
    sequence: sequence(view),
    quotes: quotes(view.text),
  };
}

/** How near is near: weight of two places in a text by the sentences between them. */
const NEAR = [0, 1, 0.6, 0.35, 0.2, 0.1] as const;
const MOST_PLACES = 12;

/**
 * What is spoken of again is spoken of soon. Of everything that several sentences name, how near these sentences stand,
 * against any order of the same sentences: exact mean, spread as if pairs were independent.
 */
function neighbours(sentences: readonly ReadonlySet<string>[]): number {
  const count = sentences.length;
  if (count < 4) return 0;
  const places = new Map<string, number[]>();
  for (const [at, units] of sentences.entries())
    for (const unit of units) {
      const list = places.get(unit);
      if (list) list.push(at);
      else places.set(unit, [at]);
    }
  let mean = 0;
  let square = 0;
  for (let gap = 1; gap < Math.min(count, NEAR.length); gap += 1) {
    const share = (2 * (count - gap)) / (count * (count - 1));
    mean += share * NEAR[gap]!;
    square += share * NEAR[gap]! ** 2;
  }
  const variance = square - mean * mean;
  let sum = 0;
  let spread = 0;
  for (const list of places.values()) {
    if (list.length < 2 || list.length > Math.min(MOST_PLACES, count / 2 + 1)) continue;
    const weight = 1 / (list.length - 1);
    for (let one = 0; one < list.length; one += 1)
      for (let other = one + 1; other < list.length; other += 1) {
        sum += weight * ((NEAR[list[other]! - list[one]!] ?? 0) - mean);
        spread += weight * weight * variance;
      }
  }
  return spread === 0 ? 0 : Math.max(-3, Math.min(6, sum / Math.sqrt(spread)));
}

function sequence({ sentences, language }: TextView): number {
  const last = sentences.length;
  let counted = 0;
  let right = 0;
  for (const [at, { text }] of sentences.entries())
    if (CLOSES[language].test(text.slice(0, 40))) {
      counted += 1;
      if (at >= (2 * last) / 3 - 1) right += 1;
    }
  const steps = STEPS[language].map((step) => sentences.findIndex(({ text }) => step.test(text)));
  for (const [one, other] of [
    [0, 1],
    [1, 2],
  ] as const)
    if (steps[one]! >= 0 && steps[other]! >= 0) {
      counted += 1;
      if (steps[one]! <= steps[other]!) right += 1;
    }
  return counted === 0 ? 1 : right / counted;
}

function quotes(text: string): number {
  const marks = text.match(/[“”]/g) ?? [];
  if (marks.length < 2) return 1;
  let wrong = 0;
  let before = '”';
  for (const mark of marks) {
    if (mark === before) wrong += 1;
    before = mark;
  }
  return 1 - wrong / marks.length;
}

function paragraphs({ text, language }: TextView): number {
  const firsts = text.split('\n').filter((line) => line.trim().length > 20);
  if (firsts.length === 0) return 1;
  return (
    1 - firsts.filter((line) => TAKES_UP[language].test(line.trim().slice(0, 40))).length / firsts.length
  );
}

const YEAR = /(?<!\d)(?:1[5-9]|20)\d\d(?!\d)/g;
const HEADING =
  /^\s*(?:第?([一二三四五六七八九十])(?:[、.．\s]|$)|(\d{1,2})[.)、．]|[（(]([一二三四五六七八九十\d])[）)])/gm;
const NUMERALS = '一二三四五六七八九十';

function rising(text: string): number {
  const years = Array.from(text.match(YEAR) ?? [], Number);
  const headings = Array.from(text.matchAll(HEADING), (found) => {
    const [, han, digits, bracket = ''] = found;
    const name = han ?? digits ?? bracket;
    return NUMERALS.includes(name) ? NUMERALS.indexOf(name) + 1 : Number(name);
  });
  let right = 0;
  let all = 0;
  for (const [list, weight] of [
    [years, 1],
    [headings, 2],
  ] as const)
    for (let at = 1; at < list.length; at += 1) {
      if (list[at] === list[at - 1]) continue;
      all += weight;
      if (list[at]! > list[at - 1]!) right += weight;
    }
  return (right + 1) / (all + 2);
}
