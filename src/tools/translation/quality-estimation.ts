import { shareOf } from '../../spec/share-of.ts';
import type { Tool, ToolQuery, ToolRollout } from '../../spec/tool.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import { scored, unscored, type Verdict } from '../../spec/verdict.ts';
import { prepareCopyCheck } from './copied-source.ts';
import { extractTranslation } from './extract-translation.ts';
import { translation } from './index.ts';
import { prepareLanguageCheck } from './target-language.ts';
import { prepareScriptCheck } from './target-script.ts';

/** `sem`: what the model says of the meaning · `mix`: the mean of that and of the closeness to references (`lex`). */
export interface QualityEstimation {
  readonly how: 'sem' | 'mix';
  /** What the model's own numbers mean; its range where that is absent. */
  readonly range: readonly [number, number];
  readonly calibration?: ToolDeclaration['calibration'];
}

const LONGEST = 20_000;

/**
 * A reward model that judges translations: form first. Labels, quotes and fences are taken off; nothing, several
 * translations, a copy of the source or another script or language earns 0 and is not shown to the model, whose number
 * for the rest is brought to 0 … 1.
 */
export function qualityEstimation(model: Tool, { how, range, calibration }: QualityEstimation): Tool {
  const scale = { range: [...range] as [number, number], ...(calibration && { calibration }) };
  return {
    ...model,
    prepare(query, options) {
      const judge = model.prepare(query, options);
      const lex = how === 'mix' ? translation.prepare(query, { metric: 'lex' }) : null;
      const faultOf = prepareFault(query);
      return {
        ...judge,
        async score(rollouts, context) {
          const read = rollouts.map((rollout) => faultOf(rollout));
          const sound = read.flatMap((one) => (one.fault === null ? [one.rollout] : []));
          const [said, close] = await Promise.all([
            sound.length > 0 ? judge.score(sound, context) : [],
            lex && sound.length > 0 ? lex.score(sound, context) : null,
          ]);
          let at = -1;
          return read.map(({ fault }): Verdict => {
            if (fault !== null) return { ...scored(0, { metric: how, flag: fault }), flags: [fault] };
            at += 1;
            const sem = said[at]!;
            if (sem.status !== 'scored') return sem;
            const share = shareOf(sem.value, scale);
            if (!close) return { ...scored(share, { ...sem.evidence, metric: how, sem: share }), flags: [] };
            const other = close[at]!;
            if (other.status !== 'scored')
              return unscored('No closeness to a reference.', undefined, 'query');
            const evidence = { ...sem.evidence, metric: how, sem: share, lex: other.value };
            return { ...scored((share + other.value) / 2, evidence), flags: other.flags ?? [] };
          });
        },
      };
    },
  };
}

/** @returns the translation in a response, and what is wrong with its form */
function prepareFault(
  query: ToolQuery,
): (rollout: ToolRollout) => { readonly rollout: ToolRollout; readonly fault: string | null } {
  const { references, languages } = query;
  const prompt = query.prompt.slice(0, LONGEST);
  const isCopy = prepareCopyCheck(prompt, references);
  const isOtherScript = prepareScriptCheck(languages?.target, references);
  const isOtherLanguage = references.length > 0 ? prepareLanguageCheck(references) : null;
  return (rollout) => {
    const { text, several } = extractTranslation(rollout.text, references, []);
    const own = text.slice(0, LONGEST);
    const fault =
      own.trim() === ''
        ? 'empty'
        : several
          ? 'several-translations'
          : isCopy(own)
            ? 'copied-source'
            : isOtherScript?.(own)
              ? 'wrong-script'
              : isOtherLanguage?.(own)
                ? 'wrong-language'
                : null;
    return { rollout: { ...rollout, text: own }, fault };
  };
}
