import { unitAtStart } from './unit-at-start.ts';
import { isSameUnit, type Unit, unitNamed } from './units.ts';

const HOW_MANY =
  /(?:\bhow (?:many|much)(?: more| fewer| less| total| full| whole)?|\b(?:wie ?viele?|combien de|combien d['’]|quantas)|(?<!\p{L})(?:cuánt[oa]s|quant[ieo]s?|сколько)|多少|几)(?=\s?(?!in\b)[\p{L}°]{1,14})/giu;
/** "in km/h", "en kilómetros", "以公里": in the sentence that asks. */
const IN =
  /(?<![\p{L}\p{N}])(?:in|as a number of|to the nearest|en|em|in ganzen|à|в)(?: whole| total)?(?=\s(?:square|cubic|sq\.?)?\s?[\p{L}°]{1,14})/giu;
const IN_BRACKETS = /[([](?=(?:in |en |em )?[\p{L}°/²³^\d]{1,12}[)\]])/gu;
const ASKS =
  /\?|？|\b(?:find|give|what|how|calculate|compute|determine|express|convert|round|answer|berechne|bestimme|gib|calcule[rz]?|donne[rz]?|calcula|halla|trova|найди(?:те)?|вычисли(?:те)?)\b/iu;
const LONGEST = 1_500;

/** @returns the unit that a question asks its number in ("how many km", "…, in kg?"); null where it names none or two */
export function unitAsked(prompt: string): Unit | null {
  if (prompt === '') return null;
  const text = prompt.slice(-LONGEST);
  const asking = sentencesOf(text).filter((sentence) => ASKS.test(sentence));
  const last = asking.at(-1) ?? '';
  const own = unitsOf(last);
  if (own.length > 0) return own.length === 1 ? own[0]! : null;
  const price = moneyAsked(text, last);
  if (price) return price;
  const before = unitsOf(asking.at(-2) ?? '');
  return before.length === 1 && !ASKS_PRICE.test(last) ? before[0]! : null;
}

/** @returns the units that a sentence asks for, each once */
function unitsOf(sentence: string): Unit[] {
  const units: Unit[] = [];
  for (const pattern of [HOW_MANY, IN, IN_BRACKETS])
    for (const match of sentence.matchAll(pattern)) {
      const behind = sentence.slice(match.index + match[0].length).replace(/^(?:in|en|em)\s/, '');
      const unit = unitAtStart(` ${behind.trimStart()}`);
      if (!unit || isLetterOfSymbol(behind)) continue;
      if (pattern === IN && isGiven(sentence, match.index)) continue;
      if (!units.some((other) => isSameUnit(other, unit))) units.push(unit);
    }
  return units;
}

const ASKS_PRICE =
  /\b(?:prices?|costs?|pays?|paid|spends?|spent|earns?|revenue|profit|salary|charges?|worth|owes?|kosten|kostet|preis|bezahlt?|coûte(?:nt)?|coût|prix|paie|precio|cuestan?|pagar?|costano|costa|prezzo)\b/i;

/** Where a price is asked for, the one currency whose sign the prompt shows. */
function moneyAsked(text: string, last: string): Unit | null {
  const signs = new Set(text.match(/[$€]/g) ?? []);
  const [sign] = signs;
  if (
    signs.size !== 1 ||
    !ASKS_PRICE.test(last) ||
    /%|\bper ?cent|\bhow (?:many|long)\b|\bwie (?:viele|lange)\b/i.test(last)
  )
    return null;
  return unitNamed(sign!);
}

/** "the height h in feet is given by …, where t is in seconds": says how the givens are measured. */
function isGiven(sentence: string, at: number): boolean {
  return (
    /\b(?:measured|given|expressed|is|are|was|were|recorded|time|age)\s?$/i.test(
      sentence.slice(Math.max(0, at - 12), at),
    ) ||
    /^\S{1,3}\s\S{1,14}(?: is| are| was|,? where)? (?:given|modell?ed|measured|described)\b/i.test(
      sentence.slice(at),
    )
  );
}

/** A single letter is a unit only where it is one of the commonest. */
function isLetterOfSymbol(behind: string): boolean {
  const letter = /^\s?([A-Za-z])(?![A-Za-z/²³^])/.exec(behind)?.[1];
  return letter !== undefined && !/^[ghlmst]$/.test(letter);
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?])\s+|(?<=[。？！])|\n+/u).filter((sentence) => sentence.trim() !== '');
}
