import { Random } from '../spec/random.ts';

/**
 * The 2,000 pairs on which the metrics are held to sacrebleu and rouge-score. They are made from our own words by a
 * seeded generator, so only the reference implementations' values are stored (reference-values.json, written by
 * bench/peers/metrics_reference.py): empty texts, single characters, Chinese, Japanese, Arabic, Hebrew, Hindi, emoji,
 * numbers, punctuation, entities, several lines, several references, and hypotheses from identical to unrelated.
 */
export interface ReferencePair {
  readonly hypothesis: string;
  readonly references: readonly string[];
}

const WORDS: readonly (readonly string[])[] = [
  'the a of river running runs quickly happily relational organisation organized skies dying ponies agreed falling sing government nationally possibly geology news flies died hopeful goodness electricity adjustable controlling rolled their yearly spies enjoyment children watched boats'.split(
    ' ',
  ),
  'der die Straße Ärger größer läuft über Häuser schönste Fluß und nicht Kinder gesehen haben, dass wir gestern'.split(
    ' ',
  ),
  '3.14 1,000 2024-05-17 $5.00 10% 7 42. .5 -3 12:30 1-2 x86 3,4,5 v2.0 50-60 №9 ½'.split(' '),
  "Hello, \"quoted\" (brackets) semi; colon: dash- e.g. U.S. isn't boys' John's [x] a/b &amp; &lt;tag&gt; &quot;q&quot; ... -- ?! — “curly” ‘s <skipped> @you #tag under_score ^ ~tilde~ `tick`".split(
    ' ',
  ),
  [
    '我们',
    '今天',
    '去',
    '北京',
    '。',
    '，',
    '看见',
    '河流',
    '「中」',
    '（一）',
    '！',
    'ＡＢ',
    '㈱',
    '中文ABC混合',
  ],
  ['きょう', 'は', '東京', 'へ', '行く', '。', 'カタカナ', 'ﾊﾝｶｸ', '・', 'です', '々', 'ー'],
  'النهر يجري بسرعة، إلى البحر؟ הנהר זורם מהר אל הים. नदी तेज़ी से बहती है। Река бежит быстро ΟΔΟΣ İstanbul ŉ ﬁne'.split(
    ' ',
  ),
  ['😀', '👩‍👩‍👧', '🇩🇪', '👍🏽', '∑', '±', '€', '→', 'x😀y', '…', '€5', '𝒳', '𠀀字'],
];

const SEPARATORS = [' ', ' ', ' ', ' ', ' ', '  ', '\n', '\t', '\u00a0', '\u2003', '-\n', '\u3000', '\n\n'];

/** @returns the pairs, always the same */
export function referencePairs(count = 2000): ReferencePair[] {
  const numbers = new Random(20261120);
  const random = () => numbers.next();
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const below = (limit: number) => Math.floor(random() * limit);

  const words = (length: number): string[] => {
    const home = below(WORDS.length);
    return Array.from({ length }, () => pick(WORDS[random() < 0.8 ? home : below(WORDS.length)]!));
  };
  const join = (parts: readonly string[], glued: boolean) =>
    parts.map((part, index) => (index === 0 ? part : (glued ? '' : pick(SEPARATORS)) + part)).join('');
  const perturb = (source: readonly string[]): string[] => {
    const parts = [...source];
    for (let edits = below(1 + Math.ceil(source.length / 2)); edits > 0; edits -= 1) {
      const at = below(parts.length + 1);
      const kind = below(6);
      if (kind === 0) parts.splice(at, 1);
      else if (kind === 1) parts.splice(at, 0, ...words(1));
      else if (kind === 2) parts.splice(at, 1, ...words(1));
      else if (kind === 3) parts.splice(below(parts.length + 1), 0, ...parts.splice(at, 1 + below(5)));
      else if (kind === 4) parts.splice(at, 0, ...parts.slice(at, at + 1 + below(3)));
      else parts[at] = (parts[at] ?? '').toUpperCase();
    }
    return parts;
  };
  const hypothesisOf = (source: readonly string[]): string[] => {
    const kind = random();
    if (kind < 0.03) return [];
    if (kind < 0.08) return [...source];
    if (kind < 0.14) return words(below(12));
    if (kind < 0.17) return source.slice(0, 1);
    return perturb(source);
  };

  return Array.from({ length: count }, (_, index) => {
    const long = index % 25 === 0;
    const source = words(index % 40 === 7 ? below(2) : long ? 60 + below(60) : 1 + below(18));
    const glued = random() < 0.15;
    const references = [join(source, glued)];
    for (let more = random() < 0.3 ? 1 + below(3) : 0; more > 0; more -= 1)
      references.push(join(random() < 0.1 ? [] : perturb(source), glued));
    return { hypothesis: join(hypothesisOf(source), glued), references };
  });
}
