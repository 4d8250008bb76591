const LONGEST = 8_000;
/** `name: The Copper Pot | price: cheap`, with whatever marks between the pairs. */
const PAIR =
  /(?:^|[|;\n{,•*-])\s*["']?[\p{L}][\p{L}\p{N}_ .-]{0,40}["']?\s*(?::|=|\[|→)\s*[^|;\n]{1,120}?(?=[|;\n}\]]|,\s*["']?[\p{L}_ ]{1,30}["']?\s*[:=[]|$)/gu;
/** `(Aldo Marsh, occupation, botanist)`, `Aldo Marsh | occupation | botanist`. */
const TRIPLE =
  /[(<[]\s*[^()<>[\]\n,|;]{1,80}\s*[,|;]\s*[^()<>[\]\n,|;]{1,60}\s*[,|;]\s*[^()<>[\]\n|;]{1,120}\s*[)>\]]/gu;
const ROW = /^\s*\|?(?:[^|\n]{1,80}\|){2,}[^|\n]{0,80}\s*$/gmu;
const WRITES =
  /\b(?:write|describe|verbali[sz]e|turn|convert|express|state|say|sentences?|text|paragraph|description|summari[sz]e|beschreib\w*|formulier\w*|schreib\w*|s[äa]tze?|satz|écri[sv]\w*|rédige\w*|décri[sv]\w*|phrases?|escrib\w*|redact\w*|describ\w*|frases?|descriv\w*|scriv\w*|escrev\w*|descrev\w*)\b|опиш|напиш|写|描述|句|文で|書/iu;

/** Whether a prompt shows data (pairs of names and values, triples, rows of a table) and asks for a text about them. */
export function asksTextOfRecord(prompt: string): boolean {
  const text = prompt.slice(-LONGEST);
  if (!WRITES.test(text)) return false;
  const pairs = text.match(PAIR)?.length ?? 0;
  const triples = text.match(TRIPLE)?.length ?? 0;
  const rows = text.match(ROW)?.length ?? 0;
  return pairs >= 3 || triples >= 2 || rows >= 3;
}
