import { CONCEPTS, findConcepts, HARMS } from './concepts.ts';
import { HARMFUL_WORDS } from './harmful-words.ts';
import { kindOfEnd, SHAPE_FEATURES, shapeFeatures } from './shape-features.ts';
import { viewOf } from './text-view.ts';

/**
 * Features are rows of the weight matrix: those of the layout first, then concepts and pairs of concepts, which say the same
 * in every language, then hashed words and pairs of words.
 */
const BUCKETS = 1 << 16;
const COUNT = CONCEPTS.length;
const FIRST_CONCEPT = SHAPE_FEATURES;
const EARLY = FIRST_CONCEPT + COUNT;
const LATE = EARLY + COUNT;
const PAIRS = LATE + COUNT;
const HOW_MANY = PAIRS + COUNT * COUNT;
const MOST_COUNTED = 7;
/** Index of the first word feature. All features before it hold in every language. */
export const WORD_FEATURES = HOW_MANY + MOST_COUNTED + 1;
export const FEATURES = WORD_FEATURES + BUCKETS;

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;
const START = 0x51ed27;
const PAIR = 0x2c1b3c6d;
const END = 0x297a2d39;
const NUMBER = 0x30;
const NEWLINE = 0x0a;
/** A concept counts as early within NEAR_START characters of the prompt's beginning, as late within NEAR_END of its end. */
const NEAR_START = 45;
const NEAR_END = 80;
/** At most this many concepts of a prompt are paired with each other, the first ones. */
const MOST_PAIRED = 9;
const STEM = 0x7ed55d16;
const STEM_LENGTH = 5;
/** Characters at the beginning and at the end of a long prompt that are read as words: the instruction stands there. */
const HEAD = 280;
const TAIL = 200;
const HARM = 0x3c6ef372;

const harmful = new Set(HARMFUL_WORDS.map(wordHash));

/** Whether any concept stands among the features of a prompt. */
export function hasConcept(features: Int32Array): boolean {
  return features.some((feature) => feature >= FIRST_CONCEPT && feature < EARLY);
}

/** Whether a word or a concept of harm stands among the features of a prompt. */
export function speaksOfHarm(features: Int32Array): boolean {
  for (const feature of features)
    if (feature >= FIRST_CONCEPT && feature < EARLY && HARMS[feature - FIRST_CONCEPT]) return true;
  return false;
}

function wordHash(word: string): number {
  let hash = Math.imul(SEED ^ word.charCodeAt(0), PRIME);
  for (let index = 1; index < word.length; index += 1) hash = Math.imul(hash ^ word.charCodeAt(index), PRIME);
  return hash;
}

/**
 * Turns prompts into the indices of the features that they have, each once. One object holds the scratch space; it is
 * for one thread, and the array it answers is valid until the next call.
 */
export class FeatureReader {
  readonly #stamps = new Int32Array(FEATURES);
  readonly #indices = new Int32Array(9000);
  readonly #heard: number[] = [];
  #stamp = 0;
  #count = 0;

  read(prompt: string): Int32Array {
    const { text, lastTurn } = viewOf(prompt);
    this.#stamp += 1;
    this.#count = 0;
    shapeFeatures(text, this.#add);
    const lower = text.toLowerCase();
    this.#concepts(lower);
    let harm = 0;
    if (lower.length <= HEAD + TAIL) harm = this.#words(lower, lastTurn);
    else {
      const tail = lower.length - TAIL;
      harm = this.#words(lower.slice(0, HEAD), Math.min(lastTurn, HEAD));
      harm += this.#words(lower.slice(tail), lastTurn < HEAD ? TAIL : Math.max(0, lastTurn - tail));
    }
    this.#hashed(HARM + Math.min(3, harm));
    return this.#indices.subarray(0, this.#count);
  }

  readonly #add = (index: number): void => {
    if (this.#stamps[index] === this.#stamp || this.#count === this.#indices.length) return;
    this.#stamps[index] = this.#stamp;
    this.#indices[this.#count] = index;
    this.#count += 1;
  };

  #hashed(hash: number): void {
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x2c1b3c6d);
    hash ^= hash >>> 13;
    this.#add(WORD_FEATURES + (hash & (BUCKETS - 1)));
  }

  #concepts(lower: string): void {
    this.#heard.length = 0;
    findConcepts(lower, this.#hear);
    const heard = this.#heard;
    for (let left = 0; left < heard.length; left += 1)
      for (let right = 0; right < left; right += 1) {
        const low = Math.min(heard[left]!, heard[right]!);
        this.#add(PAIRS + low * COUNT + Math.max(heard[left]!, heard[right]!));
      }
    this.#add(HOW_MANY + Math.min(MOST_COUNTED, heard.length));
  }

  readonly #hear = (concept: number, at: number, fromEnd: number): void => {
    this.#add(FIRST_CONCEPT + concept);
    if (at < NEAR_START) this.#add(EARLY + concept);
    if (fromEnd < NEAR_END) this.#add(LATE + concept);
    if (this.#heard.length < MOST_PAIRED && !this.#heard.includes(concept)) this.#heard.push(concept);
  };

  #words(text: string, lastTurn: number): number {
    let harm = 0;
    const end = kindOfEnd(lastVisible(text));
    let before = 0;
    let beforeThat = 0;
    let opening = 0;
    let index = 0;
    while (index < text.length) {
      const code = text.charCodeAt(index);
      const start = index;
      index += 1;
      if (code === 0x20 || code === 0x09 || code === 0x0d) continue;
      let hash = Math.imul(SEED ^ code, PRIME);
      if (isLetter(code)) {
        while (index < text.length && isLetter(text.charCodeAt(index))) {
          if (index - start === STEM_LENGTH) this.#hashed(hash ^ STEM);
          hash = Math.imul(hash ^ text.charCodeAt(index), PRIME);
          index += 1;
        }
        if (harmful.has(hash)) harm += 1;
      } else if (isDigit(code)) {
        while (index < text.length && isDigit(text.charCodeAt(index))) index += 1;
        hash = Math.imul(SEED ^ NUMBER, PRIME) + Math.min(3, index - start);
      } else if (code === NEWLINE) {
        while (text.charCodeAt(index) === NEWLINE) index += 1;
        hash = Math.imul(SEED ^ NEWLINE, PRIME) + Math.min(2, index - start);
      }
      this.#hashed(hash);
      if (before !== 0) this.#hashed(pair(before, hash, PAIR));
      if (start >= lastTurn && opening < 3 && code !== NEWLINE) {
        opening += 1;
        this.#hashed(pair(hash, START, opening));
        if (opening === 1) this.#hashed(pair(hash, START, 100 + end));
        if (opening === 2) this.#hashed(pair(before, hash, START));
        if (opening === 3) this.#hashed(pair(pair(beforeThat, before, START), hash, START));
      }
      beforeThat = before;
      before = hash;
    }
    if (before !== 0) this.#hashed(pair(beforeThat, before, END));
    return harm;
  }
}

function pair(first: number, second: number, salt: number): number {
  return Math.imul(Math.imul(first ^ salt, PRIME) ^ second, 0x85ebca6b) ^ (first >>> 7);
}

function lastVisible(text: string): number {
  const from = Math.max(0, text.length - 200);
  for (let index = text.length - 1; index >= from; index -= 1)
    if (text.charCodeAt(index) > 0x20) return text.charCodeAt(index);
  return 0x20;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Letters of alphabets, with the apostrophe and the underscore; a Chinese or Japanese sign is a word of its own. */
function isLetter(code: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || code === 0x27 || code === 0x5f;
  if (code < 0xaa || (code >= 0x2000 && code < 0x2c00)) return false;
  return code < 0x3000 || (code >= 0xac00 && code <= 0xd7af);
}
