/**
 * The parts of a response: prose, code between fences, maths, and what stands in a block of thinking. Only where each part begins
 * and ends is found here; nothing of the text is changed, and nothing in it is obeyed.
 */
export interface Segment {
  readonly sort: 'prose' | 'code' | 'maths';
  /** Where the segment begins and ends in the text. */
  readonly start: number;
  readonly end: number;
  /** Where its content does: without fences and dollars. */
  readonly from: number;
  readonly to: number;
  readonly thinking: boolean;
  /** Of code: the language that the fence names. */
  readonly language?: string;
  /** Of maths: a line of its own. */
  readonly display?: boolean;
}

const OPEN = /<think(?:ing)?>/i;
const CLOSE = /<\/think(?:ing)?>/i;
/** A fence, a formula between its signs, or a box: whichever begins first. */
const NEXT =
  /(?:^|\n)(?<fence>`{3,}|~{3,})(?<language>[^\n`]{0,40})\n|\$\$(?<block>[^$]{1,4000})\$\$|\\\[(?<bracket>[\s\S]{1,4000}?)\\\]|\\\((?<paren>[^\n]{1,1000}?)\\\)|(?<![\\$\w])\$(?<inline>[^\s$](?:[^$\n]{0,398}[^\s$\\])?)\$(?![\d$])|(?<box>\\boxed\s?\{)/g;

/** @returns the segments of a text, in order and without gaps */
export function segmentsOf(text: string): Segment[] {
  const opened = OPEN.exec(text);
  const closed = CLOSE.exec(text);
  const from = opened && (!closed || opened.index < closed.index) ? opened.index : closed ? 0 : -1;
  if (from < 0) return partsOf(text, { start: 0, end: text.length, thinking: false });
  const until = closed ? closed.index + closed[0].length : text.length;
  return [
    ...partsOf(text, { start: 0, end: from, thinking: false }),
    ...partsOf(text, { start: from, end: until, thinking: true }),
    ...partsOf(text, { start: until, end: text.length, thinking: false }),
  ];
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly thinking: boolean;
}

function partsOf(text: string, { start, end, thinking }: Stretch): Segment[] {
  const found: Segment[] = [];
  const stretch = text.slice(start, end);
  let past = 0;
  const add = (segment: Omit<Segment, 'thinking'>): void => {
    const { start: begin } = segment;
    if (begin > past) found.push(prose(past, begin));
    found.push({ ...shifted(segment, start), thinking });
    past = segment.end;
  };
  const prose = (from: number, to: number): Segment => ({
    ...shifted({ sort: 'prose', start: from, end: to, from, to }, start),
    thinking,
  });
  NEXT.lastIndex = 0;
  for (let match = NEXT.exec(stretch); match; match = NEXT.exec(stretch)) {
    const segment = segmentAt(stretch, match);
    if (!segment) continue;
    add(segment);
    NEXT.lastIndex = segment.end;
  }
  if (past < stretch.length) found.push(prose(past, stretch.length));
  return found;
}

const shifted = <Part extends Omit<Segment, 'thinking'>>(part: Part, by: number): Part => ({
  ...part,
  start: part.start + by,
  end: part.end + by,
  from: part.from + by,
  to: part.to + by,
});

function segmentAt(text: string, match: RegExpExecArray): Omit<Segment, 'thinking'> | null {
  const { index, groups = {} } = match;
  const { fence, language = '', block, bracket, paren, inline, box } = groups;
  if (fence !== undefined) {
    const start = match[0].startsWith('\n') ? index + 1 : index;
    const from = index + match[0].length;
    const ending = text.indexOf(`\n${fence}`, from - 1);
    const to = ending < 0 ? text.length : Math.max(from, ending);
    const end = ending < 0 ? text.length : ending + 1 + fence.length;
    return { sort: 'code', start, end, from, to, language: language.trim().split(/\s/)[0] ?? '' };
  }
  const end = index + match[0].length;
  if (box !== undefined) {
    const closing = closingBrace(text, end);
    return closing < 0
      ? null
      : { sort: 'maths', start: index, end: closing + 1, from: index, to: closing + 1 };
  }
  const inside = block ?? bracket ?? paren ?? inline;
  if (inside === undefined || (inline !== undefined && !/[\\^_=a-z]/i.test(inline))) return null;
  const edge = inline === undefined ? 2 : 1;
  const display = block !== undefined || bracket !== undefined;
  return { sort: 'maths', start: index, end, from: index + edge, to: end - edge, display };
}

/** @returns where the brace closes that was opened before `from`; −1 where it never does, or too far away */
function closingBrace(text: string, from: number): number {
  let depth = 1;
  const last = Math.min(text.length, from + 1_000);
  for (let at = from; at < last; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '{') depth += 1;
    else if (text[at] === '}' && (depth -= 1) === 0) return at;
  }
  return -1;
}
