/** Code in a few colours, without a grammar of any language: comments, texts, numbers and the words that many languages share. */
export interface CodePart {
  readonly sort: 'comment' | 'text' | 'number' | 'word' | 'other';
  readonly text: string;
}

const WORDS =
  'False None True and as assert async await break case catch class const continue def default del do elif else enum except export extends false finally fn for from func function if impl import in interface is lambda let match mut new nil not null of or pass private pub public raise return self static struct super switch this throw true try type typeof undefined use var void while with yield int float double bool char string include select where insert into group by order';
const KNOWN: ReadonlySet<string> = new Set(WORDS.split(' '));
const PART =
  /(?<comment>\/\*[\s\S]*?\*\/|\/\/[^\n]*|(?<![\w$&])#[^\n]*|--\s[^\n]*)|(?<text>"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|(?<number>\b\d[\w.]*)|(?<word>[A-Za-z_]\w*)/g;
/** Longer code stays without colours. */
const MOST = 20_000;

export function highlighted(code: string): CodePart[] {
  if (code.length > MOST) return [{ sort: 'other', text: code }];
  const parts: CodePart[] = [];
  let past = 0;
  for (const match of code.matchAll(PART)) {
    const { comment, text, number, word } = match.groups ?? {};
    if (word !== undefined && !KNOWN.has(word)) continue;
    if (match.index > past) parts.push({ sort: 'other', text: code.slice(past, match.index) });
    const sort =
      comment !== undefined
        ? 'comment'
        : text !== undefined
          ? 'text'
          : number !== undefined
            ? 'number'
            : 'word';
    parts.push({ sort, text: match[0] });
    past = match.index + match[0].length;
  }
  if (past < code.length) parts.push({ sort: 'other', text: code.slice(past) });
  return parts;
}
