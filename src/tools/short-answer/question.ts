import { STOP_WORDS } from '../../answers/word-lists.ts';
import { type Token, tokenize } from './tokens.ts';

/** What is read off the question once per query. */
export interface Question {
  readonly tokens: readonly Token[];
  /** Its words but for stop words. */
  readonly content: ReadonlySet<string>;
  readonly asks: 'who' | 'when' | 'where' | 'number' | 'why' | 'other';
  /** Whether several answers are asked for. */
  readonly plural: boolean;
  /** Whether it is asked in another language than English. */
  readonly foreign: boolean;
}

/** @param prompt the user's message; where a passage or instructions stand beside the question, the question alone is read */
export function readQuestion(prompt: string): Question {
  const text = questionIn(prompt);
  const tokens = tokenize(text, 601);
  const content = new Set(tokens.filter((token) => !STOP_WORDS.has(token.text)).map((token) => token.text));
  const lower = text.toLowerCase();
  return { tokens, content, asks: asked(lower), plural: isPlural(lower), foreign: !ENGLISH.test(lower) };
}

/** The last sentence that asks, where the prompt says more than one thing; else all of it, or its end where it is long. */
function questionIn(prompt: string): string {
  const end = prompt.length > 3_000 ? prompt.slice(-3_000) : prompt;
  const asking = /\n/.test(end.trim()) ? end.match(/[^.!?\n。？！]{6,400}[?？]/g)?.at(-1) : undefined;
  return asking ?? (prompt.length > 600 ? prompt.slice(-600) : prompt);
}

const ENGLISH = /\b(?:the|what|who|whom|whose|which|how|when|where|why|did|does|of|is|are|name|list)\b/;
/** The same in other languages, tried where English says nothing. */
const ELSEWHERE: readonly (readonly [Question['asks'], RegExp])[] = [
  [
    'number',
    /(?<!\p{L})(?:wie ?viele?|wie (?:lange?|alt|hoch|weit|groß)|combien|cu[aá]nt[oa]s?|quant[ioea]s?|сколько|hoeveel)(?!\p{L})|多少|几个|いくつ|몇/u,
  ],
  [
    'when',
    /(?<!\p{L})(?:wann|in welchem jahr|quand|en quelle année|cu[aá]ndo|en qué año|quando|in che anno|em que ano|когда|в каком году|wanneer)(?!\p{L})|什么时候|哪一年|いつ|언제/u,
  ],
  [
    'where',
    /(?<!\p{L})(?:wo|woher|wohin|welche stadt|welches land|où|d[oó]nde|dove|onde|где|waar)(?!\p{L})|哪里|在哪|どこ|어디/u,
  ],
  [
    'who',
    /(?<!\p{L})(?:wer|wen|wem|wessen|qui|quién(?:es)?|quien|chi|quem|кто|кого|wie (?:is|was))(?!\p{L})|谁|誰|누구|누가/u,
  ],
];

function asked(lower: string): Question['asks'] {
  const english = askedInEnglish(lower);
  return english === 'other' ? (ELSEWHERE.find(([, words]) => words.test(lower))?.[0] ?? 'other') : english;
}

function askedInEnglish(lower: string): Question['asks'] {
  if (
    /\b(?:how many|how much|how long|how old|how far|how tall|how high|how big|how often|what number|what percent\w*|population|what age)\b/.test(
      lower,
    )
  )
    return 'number';
  if (/\b(?:when|(?:what|which) (?:year|date|day|month|decade|century))\b/.test(lower)) return 'when';
  if (
    /\b(?:where|(?:what|which) (?:\w{1,20} )?(?:city|country|state|county|town|island|place|continent))\b/.test(
      lower,
    )
  )
    return 'where';
  if (
    /\b(?:who|whom|whose|(?:what|which) (?:\w{1,20} )?(?:actor|actress|singer|author|president|player|king|queen|person)|(?:what|which|name|list|give) (?:\w{1,20} ){0,5}(?:actor|actresse?|singer|author|writer|president|player|king|queen|scientist|painter|composer|poet|emperor|astronaut|director|inventor|founder|brother|sister)s)\b/.test(
      lower,
    )
  )
    return 'who';
  if (/\b(?:why|how|cause|causes|purpose|meaning|mean|means)\b/.test(lower)) return 'why';
  return 'other';
}

function isPlural(lower: string): boolean {
  return /\b(?:list|name (?:the|all|two|three)|(?:what|who|which) (?:are|were)|(?:what|which) (?:\w{1,20} )?\w{3,20}s (?:are|were|did|do|have)|types of|members)\b/.test(
    lower,
  );
}
