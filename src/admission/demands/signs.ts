import type { Demand, Examples } from './demand.ts';

/** Signs that a prompt can forbid by name, with a pattern that finds them in a response. */
const SIGNS: readonly (readonly [name: RegExp, shows: RegExp])[] = [
  [/quot(?:es|ation marks?)|quote marks?/, /^["'“‘«].*["'”’»]$/s],
  [/slash(?:es)?|delimiters?/, /^\/.*\/\w*$/s],
  [/(?:code )?fences?|code blocks?|back ?ticks?|markdown/, /```|^`.*`$/s],
  [/(?:bold|asterisks?|stars?|emphasis|markdown|formatting)/, /\*/],
  [/bullets?|bullet points|dashes/, /^[-*•]\s/m],
  [/number(?:ing|ed lists?)/, /^\d+[.)]\s/m],
  [/brackets?/, /^\[.*\]$/s],
  [/parenthes[ei]s/, /^\(.*\)$/s],
  [/spaces?/, /\S[ \t]+\S/],
  [/commas?/, /,/],
  [/(?:full stops?|periods?|final dot|trailing dot)/, /\.\s*$/],
  [/punctuation/, /[.,;:!?]/],
  [/(?:currency|dollar|euro) (?:signs?|symbols?)/, /[$€£]/],
  [/percent(?:age)? signs?/, /%/],
  [/(?:line ?breaks?|new ?lines?)/, /\S[ \t]*\n\s*\S/],
  [/hyphens?/, /-/],
  [/hash(?:es| signs?)?/, /#/],
];
const BEFORE =
  '\\b(?:without|no|not? (?:use|include|contain|add|put)|omit|leave out|never use|avoid)\\b[^.;:\\n]{0,40}?\\b';

/** Demands for the absence of signs that the prompt forbids: quotes, fences, bullets, commas … */
export function signDemands({ rights }: Examples): Demand[] {
  return SIGNS.flatMap(([sign, shows]): Demand[] => {
    const forbidden = new RegExp(`${BEFORE}(?:${sign.source})(?![\\w-])`, 'i');
    const holds = (given: string) => !shows.test(given.trim());
    if (!rights.every(({ prompt, shape }) => forbidden.test(prompt) && holds(shape.text))) return [];
    const name = forbidden.exec(rights[0]!.prompt)?.[0].trim() ?? sign.source;
    return [{ name: `“${name.slice(0, 40)}”`, sure: true, holds: (_, { text }) => holds(text) }];
  });
}
