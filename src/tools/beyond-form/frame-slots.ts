import { whyOnlyTalk } from '../../text/empty-talk/empty-talk.ts';
import { findJsonDocument } from '../../text/json-document.ts';
import { leavesOf } from '../../text/json-leaves.ts';
import { folded, hasWord } from './plain-words.ts';
import type { SlotCheck } from './slot-check.ts';

/** `"a" b "c"`: the mark that opens is closed before the end. A quotation inside opens behind a space. */
export const quotation: SlotCheck = (response) => {
  if (!response.trim().startsWith('"')) return null;
  const inside = response.trim().slice(1, -1);
  const next = inside.indexOf('"');
  const closes =
    next > 0 && !/[\s([—–-]/.test(inside.charAt(next - 1)) && /[\s.,;:!?]/.test(inside.charAt(next + 1));
  return closes ? 'several quotations, not one around all' : null;
};

/** A postscript says something, behind something. */
export const postscript: SlotCheck = (response, { postscript_marker: marker }) => {
  const at =
    typeof marker === 'string'
      ? response.toLowerCase().lastIndexOf(marker.trim().toLowerCase().replace(/\.$/, ''))
      : -1;
  if (at < 0) return null;
  if (!hasWord(response.slice(0, at))) return 'nothing before the postscript';
  return hasWord(response.slice(at + String(marker).trim().length)) ? null : 'the postscript is empty';
};

/** Something stands before the closing words. */
export const endPhrase: SlotCheck = (response, { end_phrase: phrase }) => {
  if (typeof phrase !== 'string') return null;
  const rest = folded(response);
  return rest === folded(phrase) ? 'nothing but the closing words' : null;
};

/** Something stands behind the repeated request. */
export const repeatPrompt: SlotCheck = (response, { prompt_to_repeat: prompt }) => {
  if (typeof prompt !== 'string') return null;
  const asked = folded(prompt);
  const said = folded(response);
  if (said.length <= asked.length) return 'nothing but the request';
  if (said.replaceAll(asked, '') === '') return 'the request twice';
  const at = response.indexOf(prompt.trim());
  const rest = at < 0 ? '' : response.slice(at + prompt.trim().length);
  return whyOnlyTalk(rest, { prompt: '', mayEcho: true, words: NO_WORDS });
};

/** One of the answers is given, not several. */
export const oneOfThree: SlotCheck = (response) => {
  const said = ['yes', 'no', 'maybe'].filter((word) =>
    response.toLowerCase().includes(`my answer is ${word}`),
  );
  return said.length > 1 ? 'several of the answers' : null;
};

const NO_WORDS: ReadonlySet<string> = new Set();

/** JSON holds texts that say something. */
export const json: SlotCheck = (response) => {
  const bare = response.replace(/```\w*/g, ' ').trim();
  if (!hasWord(bare)) return 'JSON without a word';
  if (/^"[^"\n]*"$/.test(bare)) return 'a text in quotation marks';
  const found = findJsonDocument(response);
  if ('fault' in found) return null;
  const leaves = leavesOf(found.value).map(({ value }) => value);
  const texts = leaves.filter((value) => typeof value === 'string');
  if (texts.length < leaves.length) return null;
  return /[\p{L}\p{N}]/u.test(texts.join(''))
    ? whyOnlyTalk(texts.join('\n'), { prompt: '', mayEcho: true, words: NO_WORDS })
    : 'JSON without a word';
};
