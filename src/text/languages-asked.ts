import type { LanguagePair } from '../spec/query.ts';
import { languageOfName, NAMES_WITHOUT_SPACES } from './language-names.ts';

/**
 * Finds in a prompt that asks for a translation from and into which language. Only the line that asks is read, up to
 * the colon behind the request, because the text to be translated may name languages as well.
 */
const HEAD = 1500;
const TAIL = 1000;
const MOST_LINE = 400;
const ASKS =
  /translat|render|übersetz|übertrag|tradui|traduc|tradu[zç]|перев(?:ед|од|ест)|переклад|vertaal|vertal|przetłumacz|tłumacz|çevir|översätt|oversett|oversæt|käännä|přelož|fordíts|μετάφρα|ترجم|अनुवाद|翻[译訳譯]|[译訳譯]|번역/iu;
const ASKS_WITH_IN = /\b(?:say|put|express|convert|write|rewrite|called|mean|version|what is|what's)\b/i;
const SAID_IN = /\b(?:say|mean|called|put|express)\b|\bwhat(?:'s| is| does)? ["“'«]/;
const LABELLED = /^[ \t<[]{0,4}(source|target)(?: language)?[ \t]{0,4}[([:=-][ \t]{0,4}(\p{L}{2,20})/iu;
const PAIR = /(\p{L}{2,20})[ \t]{0,3}(?:-|->|→|=>|to|into|[àa]|zu|nach|al|na|naar)[ \t]{0,3}(\p{L}{2,20})/giu;
const SPEAKER = /^[ \t<[]{0,4}(\p{L}{3,20})(?: text| sentence)?[ \t]{0,2}[:>\]](.{0,400})$/u;
const WORD = /[\p{L}\p{M}’']{2,24}/gu;
const TO = new Set('into to in ins auf en au al à em para pro naar na på till til nach vers'.split(' '));
const FROM = new Set('from aus vom von du de del des dal dall dalla do da van z с із från fra'.split(' '));
const ASKED_FOR = new Set(
  'translation version equivalent übersetzung traduction traducción word phrase for'.split(' '),
);

/** @returns null where the prompt asks for no translation, or does not say into what */
export function languagesAsked(prompt: string): LanguagePair | null {
  const lines = (
    prompt.length <= HEAD + TAIL ? prompt : `${prompt.slice(0, HEAD)}\n${prompt.slice(-TAIL)}`
  ).split('\n');
  const read = lines
    .slice(0, 30)
    .concat(lines.length > 30 ? lines.slice(-Math.min(10, lines.length - 30)) : []);
  for (const line of read) {
    const asked =
      inRequest(line.length <= MOST_LINE ? line : line.slice(0, MOST_LINE)) ??
      inRequest(line.slice(-MOST_LINE));
    if (asked) return asked;
  }
  return inLabels(read) ?? inSpeakers(read);
}

function inRequest(line: string): LanguagePair | null {
  const asks = ASKS.exec(line);
  const lower = line.toLowerCase();
  if (!asks) {
    const heading = headingPair(line);
    if (heading) return heading;
    return ASKS_WITH_IN.test(line) ? afterIn(lower) : null;
  }
  const spaceless = withoutSpaces(line);
  if (spaceless) return spaceless;
  const colon = line.search(/[:：]/);
  const request = colon > asks.index ? line.slice(0, colon) : line;
  return byNeighbours(request) ?? (request === line ? null : byNeighbours(line));
}

/** "Translate the English text into German", "the German translation of this Latin sentence", "from X to Y". */
function byNeighbours(request: string): LanguagePair | null {
  const words = request.match(WORD) ?? [];
  let source: string | undefined;
  let target: string | undefined;
  let bare: string | undefined;
  for (let index = 0; index < words.length; index += 1) {
    const parts = words[index]!.split(/[’']/);
    const code = languageOfName(parts.at(-1)!);
    if (!code) continue;
    const before = words[index - 1]?.toLowerCase().split(/[’']/)[0] ?? '';
    const earlier = words[index - 2]?.toLowerCase() ?? '';
    const after = words[index + 1]?.toLowerCase() ?? '';
    if (FROM.has(before) || parts[0]!.toLowerCase() === 'dall') source ??= code;
    else if (TO.has(before) || TO.has(earlier) || ASKED_FOR.has(after) || before === 'на' || before === 'в')
      target ??= code;
    else if (TO.has(after)) source ??= code;
    else bare ??= code;
  }
  if (!target) target = source && bare ? bare : undefined;
  else if (bare && bare !== target) source ??= bare;
  return pairOf(source, target);
}

/** "How do you say … in Polish?", "Put this into French". */
function afterIn(lower: string): LanguagePair | null {
  const words = lower.match(WORD) ?? [];
  for (let index = words.length - 1; index > 0; index -= 1) {
    const code = languageOfName(words[index]!);
    const before = words[index - 1]!;
    if (code && (before === 'into' || (before === 'in' && SAID_IN.test(lower)))) return { target: code };
    if (code && /\bversion\b/.test(words[index + 1] ?? '')) return { target: code };
  }
  return null;
}

/** "English to Italian: …", "en français -> English". */
function headingPair(line: string): LanguagePair | null {
  for (const [whole, first, second] of line.slice(0, 80).matchAll(PAIR)) {
    const source = languageOfName(first!);
    const target = languageOfName(second!);
    if (source && target && line.indexOf(whole) < 20) return pairOf(source, target);
  }
  const from = /^[^\p{L}]{0,4}from (\p{L}{2,20}) to (\p{L}{2,20})/iu.exec(line);
  return from ? pairOf(languageOfName(from[1]!) ?? undefined, languageOfName(from[2]!) ?? undefined) : null;
}

function withoutSpaces(line: string): LanguagePair | null {
  let source: string | undefined;
  let target: string | undefined;
  for (const [code, names] of NAMES_WITHOUT_SPACES) {
    if (new RegExp(`(?:[成为為到]|译|譯)(?:${names})|(?:${names})(?:に|へ|로|으로)`).test(line))
      target ??= code;
    else if (new RegExp(`(?:${names})`).test(line)) source ??= code;
  }
  return pairOf(source, target);
}

/** "Source language: English" and "Target language: Turkish", each on a line of its own. */
function inLabels(lines: readonly string[]): LanguagePair | null {
  const found = new Map<string, string>();
  for (const line of lines) {
    const label = LABELLED.exec(line.slice(0, 80));
    const code = label ? languageOfName(label[2]!) : null;
    if (label && code) found.set(label[1]!.toLowerCase(), code);
  }
  return pairOf(found.get('source'), found.get('target'));
}

/** "English: the text" with "German:" under it, left to be filled in. */
function inSpeakers(lines: readonly string[]): LanguagePair | null {
  const last = SPEAKER.exec((lines.findLast((line) => line.trim() !== '') ?? '').slice(0, MOST_LINE));
  const target = last && last[2]!.trim() === '' ? languageOfName(last[1]!) : null;
  if (!target) return null;
  for (const line of lines) {
    const speaker = SPEAKER.exec(line.slice(0, MOST_LINE));
    const source = speaker && speaker[2]!.trim() !== '' ? languageOfName(speaker[1]!) : null;
    if (source && source !== target) return { source, target };
  }
  return null;
}

function pairOf(source: string | undefined, target: string | undefined): LanguagePair | null {
  if (!target || source === target) return target ? { target } : null;
  return source ? { source, target } : { target };
}
