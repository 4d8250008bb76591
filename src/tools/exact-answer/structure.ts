import { LEAVES_OPEN, NEGATION, OR, SAID_OR_SUPPOSED, TURNED } from '../../answers/cues.ts';
import type { Reading } from '../../answers/read-response.ts';
import { ORDINALS_ELSEWHERE } from '../../text/numbers/number-words-elsewhere.ts';
import { plainPart, type StructuredAnswer } from '../../text/structured-answer.ts';

interface Mention {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const LONGEST = 20_000;
const CONTINUOUS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** What may stand between the parts of an answer that holds nothing else. */
const BETWEEN =
  /\b(?:then|and|und|dann|et|puis|y|luego|e|poi|depois|is|are|has|owns|the|an?|ist|hat|first|second|third|fourth|fifth|last|finally|next|order|answer|so|therefore)\b|\d{1,2}[.):]|[\p{P}\p{S}\s]/giu;
/** Behind a list: one more item. */
const ADDS =
  /^\s*(?:[,;→]|->|\band\b)(?:\s*and\b)?\s*(?!respectively\b|done\b)(?!\p{L}+ly\b)[\p{L}\p{N}]+[\s.!\])]*$/u;
/** In front of a list: one more item, and no word that opens a sentence. */
const ADDS_BEFORE =
  /^\s*(?!(?:so|sure|ok|okay|yes|well|thus|hence|therefore|then|first|finally|sorted|ordered|answer|also|donc|entonces)\b)(?!\p{L}+ly\b)[\p{L}\p{N}]+\s*(?:[,;→]|->)\s*$/u;
/** Between two items of a list: one more of up to three words. */
const ADDS_BETWEEN =
  /^\s*(?:[,;→]|->)\s*(?<item>(?:[\p{L}\p{N}'-]+\s){0,2}[\p{L}\p{N}'-]+)\s*(?:[,;→]|->)\s*(?:and\s+)?$/u;
const NUMBER = /^[-−]?\d+(?:[.,]\d+)*$/;

/**
 * Reads an answer that has parts: the last marked claim or line that names all of them counts.
 * @returns true where each part is as wanted and nothing stands beside it, false where a part is another or more are
 * offered, null where the response states no such answer that can be taken apart
 */
export function judgeStructure({ said, explicit }: Reading, wanted: StructuredAnswer): boolean | null {
  const names = wanted.form === 'pairs' ? [...wanted.pairs.keys()] : wanted.items;
  const values = wanted.form === 'pairs' ? [...new Set(wanted.pairs.values())] : [];
  const text = said.slice(-LONGEST);
  const region = regionOf(text, explicit.at(-1)?.text, names);
  if (region === null) return null;
  const at = text.lastIndexOf(region);
  if (LEAVES_OPEN.test(text.slice(text.lastIndexOf('\n', at) + 1))) return null;
  return wanted.form === 'pairs'
    ? judgePairs(region, wanted.pairs, values)
    : judgeList(region, wanted.items, wanted.ordered);
}

function plainText(text: string): string {
  return (
    text
      .normalize('NFKC')
      .replace(/[*_`"“”„«»]/g, ' ')
      // The article is no person A.
      .replace(/(?<![\p{L}\p{N}])a(?=\s+\p{L}{2})/gu, ' ')
      .toLowerCase()
      .replace(/[‘’]/g, "'")
  );
}

/** The last claim, else the last line, else the last lines that name every part. */
function regionOf(text: string, claim: string | undefined, names: readonly string[]): string | null {
  const namedIn = (part: string) => new Set(mentionsOf(plainText(part), names).map(({ name }) => name));
  const namesAll = (part: string): boolean => namedIn(part).isSupersetOf(new Set(names));
  if (claim !== undefined && namesAll(claim)) return claim;
  const lines = text.split('\n');
  const bare = lines.findLast((line) => namesAll(line) && isBare(line, names));
  if (bare !== undefined) return bare;
  let missing = new Set(names);
  const first = lines.findLastIndex((line) => {
    missing = missing.difference(namedIn(line));
    return missing.size === 0;
  });
  return first < 0 ? null : lines.slice(first).join('\n');
}

function isBare(line: string, names: readonly string[]): boolean {
  let rest = plainText(line);
  for (const { start, end } of mentionsOf(rest, names).toReversed())
    rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
  return (
    rest
      .replace(BETWEEN, ' ')
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '').length <= 1
  );
}

/** Every place where one of the names stands as words of its own, in the order of the text; longer names first. */
function mentionsOf(text: string, names: readonly string[]): Mention[] {
  const found: Mention[] = [];
  for (const name of [...new Set(names)].toSorted((left, right) => right.length - left.length)) {
    if (name === '') continue;
    const joined = CONTINUOUS.test(name);
    for (
      let at = text.indexOf(name), count = 0;
      at >= 0 && count < 200;
      at = text.indexOf(name, at + 1), count += 1
    ) {
      const end = at + name.length;
      if (!joined && (/[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ') || /[\p{L}\p{N}]/u.test(text[end] ?? ' ')))
        continue;
      if (/\d$/.test(name) && /^[.,]\d/.test(text.slice(end, end + 2))) continue;
      if (/^\d/.test(name) && /(?:\d[.,]|[-+])$/.test(text.slice(Math.max(0, at - 2), at))) continue;
      if (found.some((other) => at < other.end && other.start < end)) continue;
      found.push({ name, start: at, end });
    }
  }
  return found.sort((left, right) => left.start - right.start);
}

/** Numbers one after another: no other number stands among them. */
function judgeNumbers(region: string, items: readonly string[]): boolean | null {
  const text = plainText(region).replace(/\([a-h]\)|(?:^|\n)\s*\d[.)]\s/g, ' ');
  const said = (text.match(/(?<![\p{L}\d])[-−]?\d+(?:[.,]\d+)*/gu) ?? []).map((number) =>
    number.replace('−', '-'),
  );
  if (NEGATION.test(text)) return null;
  if (said.length === items.length) return said.every((number, index) => number === items[index]);
  return said.length > items.length && OR.test(text) ? false : null;
}

function judgeList(region: string, items: readonly string[], ordered: boolean): boolean | null {
  if (items.every((item) => NUMBER.test(item))) return judgeNumbers(region, items);
  const text = plainText(region).replace(/(^|[\s,;])\d{1,2}[.)]\s/g, '$1 ');
  if (ordered && /<|←|＜/.test(text)) return null;
  const mentions = ordered ? byOrdinal(text, mentionsOf(text, items), items.length) : mentionsOf(text, items);
  const isWanted = (said: readonly string[]): boolean => {
    const inOrder = ordered ? said : said.toSorted();
    const wanted = ordered ? items : items.toSorted();
    return said.length === items.length && inOrder.every((name, index) => name === wanted[index]);
  };
  const lists = runsOf(text, mentions).filter((run) => run.length >= items.length);
  const last = mentions.at(-1);
  if (
    lists.length > 0 &&
    last &&
    (ADDS.test(text.slice(last.end)) || ADDS_BEFORE.test(text.slice(0, mentions[0]!.start)))
  )
    return null;
  if (lists.length > 0 && (NEGATION.test(text) || TURNED.test(text)))
    return lists.every(isWanted) ? null : false;
  if (lists.length > 0) return lists.every(isWanted);
  if (mentions.some(({ start }, index) => index > 0 && isAdded(text.slice(mentions[index - 1]!.end, start))))
    return false;
  const said = mentions.map(({ name }) => name);
  return isWanted(said) && !NEGATION.test(text) && !OR.test(text) ? true : null;
}

function isAdded(between: string): boolean {
  const item = ADDS_BETWEEN.exec(between)?.groups?.item ?? '';
  return item.replace(BETWEEN, '') !== '';
}

/** "Jon came third, Eva second and Kim first": each name has a place of its own. */
function byOrdinal(text: string, mentions: readonly Mention[], count: number): readonly Mention[] {
  const places = (text.match(/[\p{L}\d]+/gu) ?? []).flatMap((word) => {
    const at = ORDINALS_ELSEWHERE.findIndex((words) => words.includes(word));
    return at < 0 ? [] : [at];
  });
  if (mentions.length !== count || places.length !== count || new Set(places).size !== count) return mentions;
  return mentions
    .map((mention, index) => [places[index]!, mention] as const)
    .toSorted(([left], [right]) => left - right)
    .map(([, mention], index) => ({ ...mentions[index]!, name: mention.name }));
}

/** The names that stand side by side, with nothing but marks and words such as "then" between them. */
function runsOf(text: string, mentions: readonly Mention[]): string[][] {
  const runs: string[][] = [];
  for (const [index, { name, start }] of mentions.entries()) {
    const before = mentions[index - 1];
    const joined = before && text.slice(before.end, start).replace(BETWEEN, '') === '';
    if (joined) runs.at(-1)!.push(name);
    else runs.push([name]);
  }
  return runs;
}

function judgePairs(
  region: string,
  pairs: ReadonlyMap<string, string>,
  values: readonly string[],
): boolean | null {
  const text = plainText(region);
  const keys = mentionsOf(text, [...pairs.keys()]);
  const given = mentionsOf(text, values).filter(
    ({ start, end }) => !keys.some((key) => start < key.end && key.start < end),
  );
  const [key] = keys;
  const [value] = given;
  if (!key || !value) return null;
  const keysLead = key.start < value.start;
  const heads = keysLead ? keys : given;
  const tails = keysLead ? given : keys;
  const said = new Map<string, Set<string>>();
  for (const [index, head] of heads.entries()) {
    const until = heads[index + 1]?.start ?? text.length;
    for (const tail of tails.filter(({ start }) => start >= head.end && start < until)) {
      if (NEGATION.test(text.slice(head.end, tail.start)) || isReported(text, head.start)) continue;
      const [name, has] = keysLead ? [head.name, tail.name] : [tail.name, head.name];
      said.set(name, (said.get(name) ?? new Set()).add(has));
    }
  }
  if (said.size < pairs.size || OR.test(text)) return null;
  return [...pairs].every(([name, has]) => said.get(name)?.size === 1 && said.get(name)?.has(has));
}

/** "Zoey says that Mia is a knave": what somebody says, or what would follow, is not claimed. */
function isReported(text: string, at: number): boolean {
  const clause = text
    .slice(0, at)
    .split(/[.;,(\n]/)
    .at(-1)!;
  return SAID_OR_SUPPOSED.test(clause);
}

/** @returns a claim and a reference of single signs, joined: "4 1 2 3", "4-1-2-3" and "4123" are one */
export function joinedSigns(text: string): string | null {
  if (text.includes('\n')) return null;
  const plain = plainPart(text);
  if (/^[\p{L}\p{N}](?:(?:\s*[-,;·|/]\s*|\s+)[\p{L}\p{N}]){2,}$/u.test(plain))
    return plain.replace(/[^\p{L}\p{N}]/gu, '');
  return null;
}
