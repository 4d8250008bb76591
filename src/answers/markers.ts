import type { PlacedClaim } from './claim.ts';

const LINK =
  '(?:is|are|was|should be|must be|would be|will be|has to be|can only be|comes out (?:as|to)|turns out to be|appears to be|seems to be|equals|=|[:：]|[-–—](?=\\s))';
/** "The (final) answer (to the question) is", "Answer:", "my pick:", "ANSWER =". */
const ENGLISH =
  '(?<!\\b(?:this|that|these|your|above|any|an|previous|last|no|each|every|other) )\\b(?:answer|answers|(?:final|correct|right|best|chosen|exact|overall) (?:answers?|option|choice|letter|statement|result|solution|guess|number|value)|(?:my|our) (?:answer|pick|choice|guess|result|selection|final answer))\\b' +
  '(?: (?:string|letter|choice|option)\\b)?(?: (?:to|from|among|out of|for|of) [^\\n.:$\\\\]{0,80}?| here| then| therefore| that[^\\n.:]{0,60}?)?["\'”*_]{0,4}' +
  `\\s{0,3}${LINK}(?!\\w)[*_]{0,3}\\s{0,3}[:：]?`;
/** A label that opens a line: "Answer", "Result:", "Output –", "A:". */
const LABEL =
  '[#*_>\\- \\t]{0,8}(?:(?:the )?(?:(?:final|correct) )?(?:answer|result|solution|output|conclusion|return value|verdict)s?|final|A(?=[*_ ]{0,4}[:：]))[*_ ]{0,4}(?:[:：=]|[-–—](?=\\s))[*_]{0,3}(?!=)' +
  '|[#*_ ]{0,6}(?:the )?(?:final |correct )?(?:answer|result|output)[*_ ]{0,4}(?=\\n)';
const OTHERS =
  '(?:正确)?(?:答案|答え|结果|結果|正解|选项)(?:应该|應該)?(?:是|为|為|應為|应为|は|[:：])[:：]?|정답(?:은|[:：])|답(?:은|[:：])' +
  '|\\b(?:la )?(?:respuesta|opción|alternativa|solución)(?: correcta| final)?(?: es|\\s?:)(?: la\\b| el\\b)?' +
  "|\\b(?:la )?(?:bonne |meilleure )?(?:réponse|solution)(?: correcte| finale| exacte| juste)?(?: est|\\s?:)(?: la\\b| le\\b| l’| l')?" +
  '|\\b(?:die )?(?:richtige |korrekte |endgültige )?(?:antwort|lösung|ergebnis)(?: ist| lautet|\\s?:)' +
  '|(?:правильный |окончательный )?ответ(?: —| –| -| это|\\s?[:—-])' +
  '|\\b(?:la )?(?:risposta|soluzione)(?: corretta| esatta| giusta| finale)?(?: è|\\s?:)(?: la\\b| il\\b)?' +
  '|\\b(?:a )?(?:resposta|alternativa|solução)(?: correta| certa| final)?(?: é|\\s?:)(?: [ao]\\b)?' +
  '|\\b(?:het )?(?:juiste |goede )?antwoord(?: is|\\s?:)|\\b(?:prawidłowa |poprawna )?odpowied(?:ź|zią)(?: to| jest|\\s?:)' +
  '|\\b(?:det )?(?:rätta |korrekta |riktige |korrekte )?svaret? (?:är|er|blir)|\\bsvar\\s?:|\\b(?:oikea )?vastaus(?: on|\\s?:)|\\b(?:a )?(?:helyes )?válasz(?:\\s?:|(?= a\\b))|\\b(?:správná )?odpověď(?: je|\\s?:)|\\brăspunsul(?: corect)?(?: este|\\s?:)|η απάντηση(?: είναι|\\s?:)|(?:правильна )?відповідь(?: —| –| -|\\s?:)|đáp án(?: đúng)?(?: là|\\s?:)|\\bjawaban(?:nya)?(?: yang benar)?(?: adalah|\\s?:)|התשובה(?: היא|\\s?:)' +
  '|\\b(?:doğru )?(?:cevap|yanıt)(?:\\s?:|(?= \\S))|(?:الإجابة|الجواب)(?: الصحيحة| النهائية| الصحيح| هي| هو|\\s?:){1,3}|उत्तर(?: है|\\s?:|(?= \\S))|উত্তর(?: হলো?| হচ্ছে|\\s?:|(?= \\S))|\\bjibu(?: sahihi)?(?: ni|\\s?:)|\\b[iì]d[aá]h[uù]n(?: t[oó] t[oọ]́?)?(?: ni|\\s?:)';
const LABELS = new RegExp(LABEL, 'iuy');
/** Where a label can begin: looked at before the pattern is. */
const MAY_LABEL = /[#*_>\- \tAaTtFfCcRrSsOoVv]/;
const ENGLISH_AT = new RegExp(ENGLISH, 'iuy');
const ENGLISH_WORD = /\b(?:answers?|final|correct|right|best|chosen|exact|overall|my|our)\b/gi;
const OTHER_LANGUAGES = new RegExp(OTHERS, 'giu');
/** One cheap look: most texts hold none of these words. */
const MAY_BE_OTHER =
  /[\u0400-\u06ff\u0900-\u09ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]|réponse|soluci|soluç|soluz|solution|opción|lösung|ergebnis|odpowied|yanıt|respuesta|alternativa|antwor|antwoord|risposta|resposta|cevap|svar|vastaus|válasz|odpověď|răspunsul|απάντηση|đáp án|jawaban|jibu|[iì]d[aá]h[uù]n|תשובה/i;
/** The two looks at once: over a long text looking costs more than anything else. */
const FIRST_WORD = new RegExp(`${ENGLISH_WORD.source}|(${MAY_BE_OTHER.source})`, 'gi');
const MOST = 12;
const LONGEST = 4_000;

/**
 * Finds the markers of a text that say "here comes the answer", in some fifteen languages: "So the answer is …",
 * "**Answer:** …", "答案是…". The claim is the rest of the line, or the next line that says something.
 * @returns the last 12, in order
 */
export function markersOf(text: string): PlacedClaim[] {
  const english = englishOf(text);
  const places = [...labelsOf(text), ...english.marks];
  if (english.others)
    for (const match of text.matchAll(OTHER_LANGUAGES))
      places.push([match.index, match.index + match[0].length]);
  if (places.length === 0) return [];
  places.sort(([left], [right]) => left - right);
  const claims: PlacedClaim[] = [];
  let until = 0;
  for (const [from, end] of places) {
    if (from < until) continue;
    until = end;
    if (claims.length === MOST) claims.shift();
    claims.push(behind(text, from, end));
  }
  return claims;
}

type Mark = readonly [from: number, end: number];

/** The labels at the starts of lines. */
function labelsOf(text: string): Mark[] {
  const found: Mark[] = [];
  for (let at = 0; at >= 0 && at < text.length; ) {
    if (MAY_LABEL.test(text[at]!)) {
      LABELS.lastIndex = at;
      const match = LABELS.exec(text);
      if (match) found.push([at, at + match[0].length]);
    }
    const newline = text.indexOf('\n', at);
    at = newline < 0 ? -1 : newline + 1;
  }
  return found;
}

/** The marks in English, and whether there may be some in other languages. */
function englishOf(text: string): { readonly marks: Mark[]; readonly others: boolean } {
  const marks: Mark[] = [];
  let others = false;
  FIRST_WORD.lastIndex = 0;
  for (let word = FIRST_WORD.exec(text); word; ) {
    let from = word.index + word[0].length;
    if (word[1] !== undefined) {
      others = true;
      from = word.index;
    } else {
      ENGLISH_AT.lastIndex = word.index;
      const match = ENGLISH_AT.exec(text);
      if (match) {
        from = word.index + match[0].length;
        marks.push([word.index, from]);
        others ||= MAY_BE_OTHER.test(match[0]);
      }
    }
    const next = others ? ENGLISH_WORD : FIRST_WORD;
    next.lastIndex = from;
    word = next.exec(text);
  }
  return { marks, others };
}

function behind(text: string, from: number, markEnd: number): PlacedClaim {
  const start = skipMarks(text, markEnd);
  if (text.startsWith('```', start)) {
    const line = text.indexOf('\n', start);
    const close = text.indexOf('```', start + 3);
    const body = line < 0 || (close >= 0 && close < line) ? start + 3 : line + 1;
    const end = Math.min(close < 0 ? text.length : close, start + LONGEST);
    return { place: 'marker', text: text.slice(body, end).trim(), from, start: body, end, until: end };
  }
  const newline = text.indexOf('\n', start);
  const end = Math.min(newline < 0 ? text.length : newline, start + LONGEST);
  return { place: 'marker', text: text.slice(start, end).trim(), from, start, end, until: end };
}

/** Past white space and emphasis; on a new line past the marks of headings, quotes and lists as well. */
function skipMarks(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[\s*_:：]/.test(text[at]!)) at += 1;
  if (!text.slice(from, at).includes('\n') || text.startsWith('####', at)) return at;
  return at + (/^(?:#{1,3} |> |[-•] )?[*_]{0,3}/.exec(text.slice(at, at + 8))?.[0].length ?? 0);
}
