import type { Language } from '../../sandbox/program/types.ts';
import { literalPattern } from '../../text/row-pattern.ts';
import { bareProgram } from './bare-program.ts';
import { type CodeBlock, codeBlocks, withFences } from './code-blocks.ts';
import { deniedBefore, takenBackAtLast, takenBackBehind } from './denied-block.ts';
import { definedNames, namesIn, readsInput } from './program-names.ts';
import { languageNamed } from './test-suite.ts';

/** Characters of a response that are read; a longer one is cut, which no program survives. */
const LONGEST = 400_000;
/** Blocks that are looked at; the last ones count. */
const MOST_BLOCKS = 200;

/** Whether a source defines a function or class of this name at the outermost level, as far as its text shows. */
export function defines(source: string, name: string, language: Language): boolean {
  const word = literalPattern(name);
  const forms: Readonly<Record<Language, string>> = {
    python: `^(?:async[ ]+)?(?:def|class)[ ]+${word}\\b|^${word}[ ]*=`,
    javascript: `^(?:export[ ]+)?(?:default[ ]+)?(?:(?:async[ ]+)?function[*]?[ ]*|class[ ]+|(?:const|let|var)[ ]+)${word}\\b`,
    cpp: `^[A-Za-z_][^;=\\n]{0,200}[ *&>]${word}[ ]*[(]`,
    java: `\\bclass[ ]+${word}\\b`,
  };
  return new RegExp(forms[language], 'mu').test(source);
}

/** Tags of blocks that hold no program: output, examples. */
const PLAIN_TAGS: ReadonlySet<string> = new Set(
  'text txt plaintext plain output console bash sh shell zsh terminal json yaml markdown md diff none'.split(
    ' ',
  ),
);
/** Ends a sentence that names what follows as something else than the program. */
const SHOWS_ANOTHER =
  /\b(?:in|out)puts?\b|\busage\b|\bexamples?\b|\bsample\b|\bprints?\b|\bresults?\b|\brun(?:s|ning)?\b|\btest(?:s|ing|ed)?\b|\bcall(?:s|ed|ing)?\b/i;

/**
 * @returns the language that the last tagged block of a response names, in plain letters; null where no block has a tag
 */
export function taggedLanguage(response: string): string | null {
  const { blocks } = codeBlocks(withFences(response.slice(-LONGEST)));
  return blocks.findLast(({ tag }) => tag !== '' && !PLAIN_TAGS.has(tag))?.tag ?? null;
}

/** Where a program was found in a response, and its text. */
export interface FoundProgram {
  readonly code: string;
  readonly where: 'fence' | 'text';
}

/** What the tests want of a program. */
export interface Wanted {
  readonly language: Language;
  readonly entryPoint?: string;
  /** Names that the tests call. */
  readonly called?: ReadonlySet<string>;
  /** For a program that is run as a script: whether it reads stdin. */
  readonly reads?: boolean;
}

interface Candidate extends CodeBlock {
  readonly names: ReadonlySet<string>;
  readonly lead: string;
}

function definesAsked(code: string, { entryPoint, called, language, reads }: Wanted): boolean {
  if (reads !== undefined) return true;
  const names = definedNames(code, language);
  return entryPoint ? names.has(entryPoint) : [...(called ?? [])].some((name) => names.has(name));
}

/** A program that is indented as a whole, but is no body that continues a declaration. */
function flushLeft(code: string, wanted: Wanted): string {
  const margin = /^([ \t]+)\S/m.exec(code)?.[1] ?? '';
  const lines = code.split('\n');
  if (margin === '' || lines.some((line) => line.trim() !== '' && !line.startsWith(margin))) return code;
  const flat = lines.map((line) => line.slice(margin.length)).join('\n');
  return definesAsked(flat, wanted) ? flat : code;
}

/** The blocks that stand: none that is said to be wrong before it, behind it, or at the end of all. */
function standing(text: string, blocks: readonly CodeBlock[], wanted: Wanted): Candidate[] {
  const lastEnd = blocks.at(-1)?.end ?? 0;
  if (takenBackAtLast(text.slice(lastEnd))) return [];
  return blocks.flatMap((block, index) => {
    const lead = text.slice(blocks[index - 1]?.end ?? 0, block.start);
    const behind = text.slice(block.end, blocks[index + 1]?.start ?? text.length);
    if (deniedBefore(lead) || takenBackBehind(behind, index + 1 < blocks.length)) return [];
    const code = flushLeft(block.code, wanted);
    return [{ ...block, code, names: definedNames(code, wanted.language), lead }];
  });
}

/** The last block that defines what is asked for, else the likeliest of those that define nothing of it. */
function choose(pool: readonly Candidate[], wanted: Wanted): Candidate | undefined {
  const { entryPoint, called, language, reads } = wanted;
  const entry = entryPoint && pool.findLast(({ code }) => defines(code, entryPoint, language));
  if (entry) return entry;
  const asked = (block: Candidate): number =>
    called ? [...called].filter((name) => block.names.has(name)).length : 0;
  const most = Math.max(0, ...pool.map(asked));
  if (most > 0) return pool.findLast((block) => asked(block) === most);
  if (reads) {
    const reader = pool.findLast(({ code }) => readsInput(code, language));
    if (reader) return reader;
  }
  const tagged = pool.filter(({ tag }) => tag !== '');
  const own = tagged.length > 0 ? tagged : pool;
  const shown = own.filter(({ lead }) => !SHOWS_ANOTHER.test(lead.trim().split('\n').at(-1)!.slice(-200)));
  return (shown.length > 0 ? shown : own).at(-1);
}

/** Whether a block may be joined to the chosen one: a program of its own or one that only uses it may not. */
function mayHelp(block: Candidate, chosen: Candidate, wanted: Wanted): boolean {
  const { entryPoint, called, reads, language } = wanted;
  if (block === chosen || (reads && readsInput(block.code, language))) return false;
  const asked = [...(called ?? []), ...(entryPoint ? [entryPoint] : [])].filter((name) =>
    chosen.names.has(name),
  );
  const used = namesIn(block.code);
  if (language !== 'python' && [...block.names].some((name) => chosen.names.has(name))) return false;
  return asked.every((name) => block.names.has(name) || !used.has(name));
}

/** What a block uses and does not define is taken from the blocks that do, each where it stands. */
function withHelpers(chosen: Candidate, pool: readonly Candidate[], wanted: Wanted): string {
  const helpers = pool.filter((block) => mayHelp(block, chosen, wanted));
  const taken = new Set<Candidate>();
  const known = new Set(chosen.names);
  const open = [...namesIn(chosen.code), ...(wanted.called ?? [])];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (known.has(name)) continue;
    const needed = name;
    known.add(needed);
    const helper = helpers.findLast((block) => block.names.has(needed));
    if (!helper || taken.has(helper)) continue;
    taken.add(helper);
    for (const other of helper.names) known.add(other);
    open.push(...namesIn(helper.code));
  }
  return [...helpers.filter((block) => taken.has(block)), chosen].map(({ code }) => code).join('\n\n');
}

/** A program that stands before all blocks, where none of them defines what is asked for. */
function bareAsked(text: string, blocks: readonly CodeBlock[], wanted: Wanted): string | null {
  if (wanted.reads !== undefined || !blocks[0]) return null;
  const code = bareProgram(text.slice(0, blocks[0].start), wanted.language);
  const behind = takenBackAtLast(text.slice(blocks.at(-1)!.end));
  return definesAsked(code, wanted) && !behind ? code : null;
}

/** A text that begins as a program and has a closing fence alone behind it. */
function beforeLoneFence(text: string, blocks: readonly CodeBlock[], wanted: Wanted): string | null {
  const at = text.search(/^[ \t]*(?:`{3,}|~{3,})[ \t]*(?:<\|[^\n]*)?$/m);
  if (at < 0 || (blocks[0] && blocks[0].start < at)) return null;
  const code = bareProgram(text.slice(0, at), wanted.language);
  const whole = blocks.length === 0 && code.trim() !== '';
  return whole || (wanted.reads === undefined && definesAsked(code, wanted)) ? code : null;
}

/**
 * Finds the program in a response by what the tests want of it: the last block that defines the entry point or what the
 * tests call, with the blocks that it needs; where none does, the last in the language that is not shown as usage or
 * output; without any fence, the text without the sentences around its program. What is said to be wrong is none.
 * @returns null where there is no program that stands, or the response is too long
 */
export function extractProgram(response: string, wanted: Wanted): FoundProgram | null {
  if (response.length > LONGEST) return null;
  const { language } = wanted;
  const text = withFences(response);
  const { blocks, fences } = codeBlocks(text);
  if (!fences) {
    const code = bareProgram(text, language);
    const behind = text.slice(text.lastIndexOf(code) + code.length);
    const before = text.slice(0, Math.max(0, text.lastIndexOf(code)));
    return deniedBefore(before) || takenBackAtLast(behind) || takenBackBehind(behind)
      ? null
      : { code: flushLeft(code, wanted), where: 'text' };
  }
  const alone = beforeLoneFence(text, blocks, wanted);
  if (alone !== null) return { code: alone, where: 'text' };
  const stand = standing(text, blocks.slice(-MOST_BLOCKS), wanted);
  const fitting = stand.filter(({ tag }) => tag === '' || languageNamed(tag) === language);
  const pool = fitting.length > 0 ? fitting : stand.filter(({ tag }) => !PLAIN_TAGS.has(tag));
  const outside = pool.some(({ code }) => definesAsked(code, wanted))
    ? null
    : bareAsked(text, blocks, wanted);
  if (outside !== null) return { code: outside, where: 'text' };
  const chosen = choose(pool.length > 0 ? pool : stand, wanted);
  return chosen ? { code: withHelpers(chosen, pool, wanted), where: 'fence' } : null;
}
