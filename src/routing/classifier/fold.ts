/**
 * Letters without their marks, so that "función", "funcion" and the decomposed form are one word: people leave marks
 * out when they type. Hangul and kana are left as they are, since there a mark makes another letter.
 */
const SIZE = 0x2000;
const DROPPED = 0xffff;
const table = new Uint16Array(SIZE);
for (let code = 0; code < SIZE; code += 1) table[code] = folded(code);

function folded(code: number): number {
  if (
    (code >= 0x300 && code <= 0x36f) ||
    (code >= 0x64b && code <= 0x652) ||
    code === 0x93c ||
    code === 0x640
  )
    return DROPPED;
  const other = 'ıiđdłløo'.indexOf(String.fromCharCode(code));
  if (other >= 0 && code > 0x7f) return 'ıiđdłløo'.charCodeAt(other + 1);
  const marked =
    (code >= 0xc0 && code <= 0x24f) ||
    (code >= 0x400 && code <= 0x4ff) ||
    (code >= 0x600 && code <= 0x6ff) ||
    (code >= 0x958 && code <= 0x95f) ||
    code >= 0x1e00;
  return marked ? String.fromCharCode(code).normalize('NFD').charCodeAt(0) : code;
}

/**
 * @param text in lower case
 * @param into scratch space. Letters that do not fit into it are left out
 * @returns the number of character codes written
 */
export function fold(text: string, into: Uint16Array): number {
  let count = 0;
  for (let index = 0; index < text.length && count < into.length; index += 1) {
    const code = text.charCodeAt(index);
    const plain = code < SIZE ? table[code]! : code;
    if (plain === DROPPED) continue;
    into[count] = plain === 0x0a || plain === 0x09 ? 0x20 : plain;
    count += 1;
  }
  return count;
}
