const INVISIBLE =
  /(?:[\p{Cf}\p{Cc}\s~\u115f\u1160\u2800\u3164\uffa0]|\\(?:q?quad|phantom\{[^{}]*\}|[hv]space\{[^{}]*\}|[,;:! ]))+/gu;
/** Marks of LaTeX and Markdown around a text: `$\text{…}$`, `**…**`. */
const WRAPPED =
  /^(?:\$+|\*{1,3}|["'“”`]+|\\(?:text|textbf|mathrm|mathbf|boxed)\{|\\[(),;! ])|(?:\$+|\*{1,3}|["'“”`]+|\})$/u;
const MARKS_FOR_WORDS = /^(?:[.…·]+|[?？]+|_+|[-–—]{2,}|[–—]|\\(?:l?dots|cdots|_)+)$/;
const STAND_IN =
  /^(?:(?:the|your|my|insert|enter|put|write)?\s?(?:the|your|my)?\s?(?:final|correct|numerical)?\s?(?:answer|result|solution|placeholder)(?: goes)?(?: here)?|(?:your|insert|enter) [\w ]{1,40}|[\w ]{1,30} goes here|<[^<>]{0,60}>|\{+[^{}\d]{0,60}\}+|\[(?:your |final |the )*(?:answer|result|\.{2,}|…)\]|tbd|todo|n\/a)$/i;

/**
 * Whether a text in the place of an answer says nothing: nothing that can be seen, marks that stand for words (`...`, `___`),
 * or words that stand for an answer (`your answer here`). A sign that may be an answer (`+`, `∅`, `[]`) says something.
 */
export function isEmptyLike(inside: string): boolean {
  let text = inside.slice(0, 400).replace(INVISIBLE, ' ').trim();
  for (let bare = text; ; text = bare) {
    bare = text.replace(WRAPPED, '').trim();
    if (bare === text || bare === '') break;
  }
  return text.replace(/[$*"'“”`]/g, '') === '' || MARKS_FOR_WORDS.test(text) || STAND_IN.test(text);
}
