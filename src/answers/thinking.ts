/** A response taken apart into what its model thought and what it says. */
export interface Parted {
  readonly thinking: string;
  /** What is said after the thinking; '' where the thinking never ends. */
  readonly said: string;
}

const NAME =
  'think|thinking|thought|thoughts|reasoning|reason|reflection|scratchpad|analysis|inner_monologue|begin_of_thought|end_of_thought';
/** Every spelling of an opening or closing mark: `<think>`, `[THINK]`, `◁think▷`, `<|begin_of_thought|>`, `<seed:think>`. */
const MARK = new RegExp(
  `<\\|?(/?)\\|?(?:seed:|ant:?)?(${NAME})\\|?>|\\[(/?)(THINK|THINKING|REASONING)\\]|◁(/?)(think)▷`,
  'gi',
);
/** Pieces of every name, in the cases that models write; looked up before any pattern runs over a long text. */
const PIECES = [
  'hink',
  'HINK',
  'hought',
  'eason',
  'EASON',
  'eflection',
  'cratchpad',
  'nalysis',
  'onologue',
  '_of_',
];
const CHANNEL = /<\|channel\|>\s{0,3}(\w+)[^<]{0,100}<\|message\|>/g;
/** A message of any channel with its head; one to a tool (` to=`) is a call, which no thinking is. */
const ADDRESSED =
  /(?:<\|start\|>assistant[^<]{0,100})?<\|channel\|>\s{0,3}\w+[^<]{0,100}(?:<\|constrain\|>[^<]{0,40})?<\|message\|>/g;
const CHANNEL_END = /<\|(?:end|return|call|start)\|>/;
/** Many more marks than any response has. */
const MOST_MARKS = 2_000;
/** The beginnings of closing marks. */
const CLOSERS = ['</', '[/', '◁/', '<|/', '<|end_of_thought'];
const SPOKEN_OF = /^\s{1,3}(?:tags?|tokens?|marks?|markers?|blocks?|elements?)\b/i;
const NAMED =
  /\b(?:the|an?|no|tags?|tokens?|called|named|of|with|use|using|write|writing|without|like)\s{1,3}$/i;
/** Harmony whose marks a tokenizer dropped: `analysis…assistantfinal…`. */
const BARE_CHANNEL = /^\s{0,9}analysis/;
const LEFTOVERS = /<\|(?:begin_of_solution|end_of_solution|return|end|im_end|eot_id|endoftext)\|>|<\/s>\s*$/g;

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly closes: boolean;
}

/**
 * Takes the thinking out of a response, in every dialect that models write: tags, brackets, begin and end of thought,
 * harmony channels with and without their marks. A closing mark alone ends a thinking that the chat template opened; an
 * opening mark alone begins one that never ends. A mark that is only mentioned (in backticks, in quotes, "the <think>
 * tag", in a program) opens nothing. Linear in the text's length.
 */
export function partThinking(response: string): Parted {
  const channels = response.includes('<|channel|>') ? partChannels(response) : null;
  if (channels) return channels;
  const marked = response.includes('<') || response.includes('[') || response.includes('◁');
  if (!(marked || BARE_CHANNEL.test(response)) || !PIECES.some((piece) => response.includes(piece)))
    return { thinking: '', said: withoutLeftovers(response) };
  if (BARE_CHANNEL.test(response)) {
    const at = response.lastIndexOf('assistantfinal');
    if (at >= 0) return { thinking: response.slice(0, at), said: withoutLeftovers(response.slice(at + 14)) };
  }
  const marks = marksOf(response);
  let thinking = '';
  let said = '';
  let from = 0;
  let depth = 0;
  for (const mark of marks) {
    const before = response.slice(from, mark.start);
    if (mark.closes && depth === 0) {
      thinking += said + before;
      said = '';
    } else if (depth > 0) thinking += before;
    else said += before;
    depth = mark.closes ? 0 : 1;
    from = mark.end;
  }
  const rest = response.slice(from);
  if (depth > 0) thinking += rest;
  else said += rest;
  return { thinking, said: withoutLeftovers(said) };
}

/** @returns what a response says once its thinking is taken out */
export function withoutThinking(response: string): string {
  return partThinking(response).said;
}

function partChannels(text: string): Parted | null {
  let last: RegExpExecArray | null = null;
  let any = false;
  for (const match of text.matchAll(CHANNEL)) {
    any = true;
    if (match[1] === 'final') last = match;
  }
  if (!any && !text.match(ADDRESSED)?.some((header) => header.includes(' to='))) return null;
  if (!last) {
    const call =
      [...text.matchAll(ADDRESSED)].find(([header]) => header.includes(' to='))?.index ?? text.length;
    return { thinking: text.slice(0, call), said: text.slice(call) };
  }
  const from = last.index + last[0].length;
  const rest = text.slice(from);
  const end = rest.search(CHANNEL_END);
  return { thinking: text.slice(0, last.index), said: end < 0 ? rest : rest.slice(0, end) };
}

function marksOf(text: string): Mark[] {
  const marks: Mark[] = [];
  const fences = fenceCounter(text);
  const nextCloser = closerFinder(text);
  const lastClose = Math.max(...CLOSERS.map((closer) => text.lastIndexOf(closer)));
  let opened = false;
  MARK.lastIndex = 0;
  for (let match = MARK.exec(text); match && marks.length < MOST_MARKS; match = MARK.exec(text)) {
    const name = (match[2] ?? match[4] ?? match[6])!.toLowerCase();
    const closes = (match[1] ?? match[3] ?? match[5]) === '/' || name === 'end_of_thought';
    const end = match.index + match[0].length;
    if (opened && !closes) continue;
    if (!opened) {
      if (isMention(text, match.index, end, closes) || fences(match.index) % 2 === 1) continue;
      if (!closes && match.index > lastClose && isInsideLine(text, match.index)) continue;
    }
    opened = !closes;
    marks.push({ start: match.index, end, closes });
    if (opened) MARK.lastIndex = nextCloser(end);
  }
  return marks;
}

/**
 * @returns a function that tells where the next closing mark may begin, since what opens inside a thinking opens
 * nothing; places must be asked for in order, so that the text is walked once
 */
function closerFinder(text: string): (from: number) => number {
  const next = CLOSERS.map((closer) => text.indexOf(closer));
  return (from) => {
    let first = text.length;
    for (const [index, closer] of CLOSERS.entries()) {
      let at = next[index]!;
      if (at >= 0 && at < from) next[index] = at = text.indexOf(closer, from);
      if (at >= 0 && at < first) first = at;
    }
    return first;
  };
}

/** Whether a mark is spoken of: in quotes or backticks, or called a tag. */
function isMention(text: string, start: number, end: number, closes: boolean): boolean {
  const before = text.slice(Math.max(0, start - 24), start);
  const behind = text.slice(end, end + 24);
  if (/["'`“‘«(]$/.test(before) && /^["'`”’»),.]/.test(behind)) return true;
  if (SPOKEN_OF.test(behind)) return true;
  return !closes && NAMED.test(before);
}

/** Whether prose stands in front of a mark on its line. */
function isInsideLine(text: string, at: number): boolean {
  const line = text.slice(Math.max(text.lastIndexOf('\n', at - 1) + 1, at - 200), at);
  return /[\p{L}\p{N}]/u.test(line) && !/[.!?>\]]\s*$/.test(line);
}

/** @returns a function that counts the code fences in front of a place; places must be asked for in order */
function fenceCounter(text: string): (at: number) => number {
  let count = 0;
  let next = text.indexOf('```');
  return (at) => {
    while (next >= 0 && next < at) {
      count += 1;
      next = text.indexOf('```', next + 3);
    }
    return count;
  };
}

function withoutLeftovers(text: string): string {
  return text.includes('|>') || text.includes('</s>') ? text.replace(LEFTOVERS, '') : text;
}
