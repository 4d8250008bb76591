import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import { scored, type Verdict } from '../../spec/verdict.ts';
import { prepareFaults } from '../../text/faithful/prepare-faults.ts';
import { prepareBleu } from '../../text/metrics/bleu.ts';
import { prepareChrf } from '../../text/metrics/chrf.ts';
import { prepareTer, terWords } from '../../text/metrics/ter.ts';
import { tokenizerOf } from '../../text/metrics/tokenize.ts';
import { pythonSplit } from '../../text/python-text.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { prepareCopyCheck } from './copied-source.ts';
import { extractTranslation } from './extract-translation.ts';
import { prepareLex } from './lex.ts';
import { type TranslationOptions, translationOptions } from './options.ts';
import { prepareLanguageCheck } from './target-language.ts';
import { prepareScriptCheck } from './target-script.ts';

/** UTF-16 units read of a text; the rest is left out and the evidence says `clipped`. */
const LONGEST = 20_000;
const MOST_REFERENCES = 16;
/** A passage of the prompt is a copy only where the references are not much the same text (names, addresses). */
const SAME_TEXT = 0.6;
/** Texts of one language do share that much, and language identification may err. */
const SAME_LANGUAGE = 0.3;

/** Compares a translation with reference translations: BLEU, chrF, chrF++, TER (as sacrebleu) or our own `lex`. */
export const translation = defineBuiltIn({
  declaration: {
    id: 'translation',
    version: '1.1.0',
    title: 'Translation against references',
    description:
      'How close a translation is to human reference translations, by words and letters: BLEU, chrF, chrF++, TER as ' +
      'sacrebleu computes them, or lex, our combination (default). Takes off labels, quotes, fences and thinking; an ' +
      'empty answer, another language or a copy of the source earns 0; lists of words, wrong numbers and turned negations are not ' +
      'paid. Cannot see that a free translation is good.',
    type: 'metric',
    slot: 'quality',
    needs: ['reference'],
    kinds: ['translation'],
    execution: 'thread',
    deadlineMs: 250,
  },
  options: translationOptions,
  prepare(query, options) {
    if (options.metric === 'sem' || options.metric === 'mix')
      return inapplicable('Needs a quality-estimation model, and the library has none.');
    const wholes = query.references.filter((text) => text.trim() !== '');
    if (wholes.length === 0) return inapplicable('No reference translation.');
    const longest = Math.ceil((2 * LONGEST) / Math.max(2, Math.min(wholes.length, MOST_REFERENCES)));
    const references = wholes.slice(0, MOST_REFERENCES).map((text) => text.slice(0, longest));
    const words = options.metric === 'ter' ? terWords(references.length) : Number.POSITIVE_INFINITY;
    const isClipped = (whole: string, limit: number) =>
      whole.length > limit || pythonSplit(whole).length > words;
    const clippedReference =
      wholes.length > MOST_REFERENCES || wholes.some((whole) => isClipped(whole, longest));
    const metric = prepareMetric(references, options, query);
    const names = languageNames(query.languages?.target);
    const isGuarded = options.guard ?? options.metric === 'lex';
    const faultOf = isGuarded
      ? prepareFaults('translation', references, query.prompt.slice(0, LONGEST))
      : null;
    const isOtherScript = prepareScriptCheck(query.languages?.target, references);
    const isOtherLanguage = prepareLanguageCheck(references);
    const isCopy = prepareCopyCheck(query.prompt.slice(0, LONGEST), references);

    return eachRollout(({ text }) => {
      const extracted = extractTranslation(text, references, names);
      const hypothesis = extracted.text.slice(0, LONGEST);
      const evidence = {
        metric: options.metric,
        translation: hypothesis.slice(0, 200),
        reference: references[0]!.slice(0, 200),
        references: wholes.length,
        ...(extracted.stripped.length > 0 && { stripped: [...extracted.stripped] }),
        ...((clippedReference || isClipped(extracted.text, LONGEST)) && {
          clipped: true,
        }),
      };
      if (hypothesis.trim() === '') return zero('empty', evidence);
      if (extracted.several) return zero('several-translations', evidence);
      const value = metric(hypothesis);
      if (value < SAME_TEXT && isOtherScript?.(hypothesis)) return zero('wrong-script', evidence);
      if (value < SAME_TEXT && isCopy(hypothesis)) return zero('copied-source', evidence);
      if (value < SAME_LANGUAGE && isOtherLanguage?.(hypothesis)) return zero('wrong-language', evidence);
      const fault = faultOf?.(hypothesis) ?? null;
      if (!fault) return scored(value, evidence);
      const { name, share } = fault;
      return { ...scored(value * share, { ...evidence, flag: name, overlap: value }), flags: [name] };
    });
  },
});

function zero(flag: string, evidence: Parameters<typeof scored>[1]): Verdict {
  return { status: 'scored', value: 0, evidence: { ...evidence, flag }, flags: [flag] };
}

function prepareMetric(
  references: readonly string[],
  options: TranslationOptions,
  query: ToolQuery,
): (hypothesis: string) => number {
  const { lowercase } = options;
  switch (options.metric) {
    case 'bleu': {
      const tokenizer = options.tokenizer ?? tokenizerOf(query.languages?.target);
      return prepareBleu(references, { tokenizer, lowercase });
    }
    case 'chrf':
      return prepareChrf(references, { wordOrder: 0, lowercase });
    case 'chrf++':
      return prepareChrf(references, { wordOrder: 2, lowercase });
    case 'ter': {
      const ter = prepareTer(references, options);
      return (hypothesis) => Math.max(0, 1 - ter(hypothesis));
    }
    default:
      return prepareLex(references, query.prompt.slice(0, LONGEST));
  }
}

/** @returns what a label may call the target language: its English name and its own, in lower case */
function languageNames(language: string | undefined): string[] {
  if (language === undefined) return [];
  try {
    return ['en', language].flatMap(
      (locale) => new Intl.DisplayNames([locale], { type: 'language' }).of(language)?.toLowerCase() ?? [],
    );
  } catch {
    return [];
  }
}
