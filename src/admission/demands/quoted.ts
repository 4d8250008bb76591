import type { Demand, Example, Examples } from './demand.ts';
import { standsIn } from './demand.ts';

const QUOTED = /["“‘`']([\p{L}\p{N}][^"“”‘’`'\n]{0,40})["”’`']/gu;
const HOLD = /\b(?:contain\w*|includ\w+|us(?:e|es|ing)|mention\w*|hold\w*|with)\b[^.;]{0,30}$/i;
const AVOID = /\b(?:without|avoid\w*|do(?:es)? not|don't|never|not|no|except)\b[^.;]{0,30}$/i;
const START = /\b(?:begin\w*|start\w*|open\w*)\b[^.;]{0,30}$/i;
const END = /\b(?:end\w*|finish\w*|clos(?:e|es|ing))\b[^.;]{0,30}$/i;
const FEWEST = 3;

interface Quote {
  readonly text: string;
  readonly before: string;
}

function quotes(prompt: string): Quote[] {
  return [...prompt.matchAll(QUOTED)].map((found) => ({
    text: found[1]!,
    before: prompt.slice(Math.max(0, found.index - 50), found.index),
  }));
}

const plain = (text: string) => text.toLowerCase();

/** The role that a quoted text of the prompt has in a response, by the words before it. */
const USES: readonly (readonly [
  name: string,
  cue: RegExp,
  holds: (quoted: string, text: string) => boolean,
])[] = [
  ['does without', AVOID, (quoted, text) => !standsIn(plain(quoted), plain(text))],
  ['begins with', START, (quoted, text) => plain(text.trim()).startsWith(plain(quoted))],
  [
    'ends with',
    END,
    (quoted, text) => plain(text.trim().replace(/[.!?]$/, '')).endsWith(plain(quoted).replace(/[.!?]$/, '')),
  ],
  ['holds', HOLD, (quoted, text) => standsIn(plain(quoted), plain(text))],
];

/** Demands about texts that the prompts quote. The words before a quotation decide its role. */
export function quotedDemands({ rights }: Examples): Demand[] {
  if (rights.length < FEWEST) return [];
  const most = Math.min(...rights.map(({ prompt }) => quotes(prompt).length), 6);
  return Array.from({ length: most }, (_, at) => at).flatMap((at): Demand[] => {
    const use = USES.find(([, cue]) =>
      rights.every(({ prompt }: Example) => cue.test(quotes(prompt)[at]!.before)),
    );
    if (!use) return [];
    const [name, , test] = use;
    const holds: Demand['holds'] = (prompt, { text }) => {
      const quote = quotes(prompt)[at];
      return quote === undefined || test(quote.text, text);
    };
    if (!rights.every(({ prompt, shape }) => holds(prompt, shape, shape))) return [];
    return [{ name: `it ${name} the quoted text ${at + 1} of the prompt`, sure: true, holds }];
  });
}

/** @returns the texts that a prompt quotes */
export function quotedIn(prompt: string): string[] {
  return quotes(prompt).map(({ text }) => text);
}
