import { type Token, tokenize } from './tokens.ts';
import { STOP_WORDS } from './words.ts';

/** What is read off the question once per query. */
export interface Question {
  readonly tokens: readonly Token[];
  /** Its words but for stop words. */
  readonly content: ReadonlySet<string>;
  readonly asks: 'who' | 'when' | 'where' | 'number' | 'why' | 'other';
  /** Whether several answers are asked for. */
  readonly plural: boolean;
}

/** @param prompt the user's message; where a passage or instructions stand beside the question, the question alone is read */
export function readQuestion(prompt: string): Question {
  const text = questionIn(prompt);
  const tokens = tokenize(text, 601);
  const content = new Set(tokens.filter((token) => !STOP_WORDS.has(token.text)).map((token) => token.text));
  const lower = text.toLowerCase();
  return { tokens, content, asks: asked(lower), plural: isPlural(lower) };
}

/** The last sentence that asks, where the prompt says more than one thing; else all of it, or its end where it is long. */
function questionIn(prompt: string): string {
  const end = prompt.length > 3_000 ? prompt.slice(-3_000) : prompt;
  const asking = /\n/.test(end.trim()) ? end.match(/[^.!?\n。？！]{6,400}[?？]/g)?.at(-1) : undefined;
  return asking ?? (prompt.length > 600 ? prompt.slice(-600) : prompt);
}

function asked(lower: string): Question['asks'] {
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
    /\b(?:who|whom|whose|(?:what|which) (?:\w{1,20} )?(?:actor|actress|singer|author|president|player|king|queen|person))\b/.test(
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
