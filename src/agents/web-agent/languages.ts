import type { ModelFacts } from '../../hub/model-facts.ts';
import { MANY_LANGUAGES } from './language-as-written.ts';

const LLAMA_3_1 = ['en', 'de', 'fr', 'it', 'pt', 'hi', 'es', 'th'];
const MANY =
  'en zh de fr it pt es nl pl ru uk cs sk ro hu bg el tr ar fa he hi bn ta te ur th vi id ms ja ko sv da no fi et lv lt sl hr sr'.split(
    ' ',
  );

/** Languages that a body was made for, by the words that name the body; the first that fits counts. */
const BODIES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/xlm-?r|infoxlm|mt5|mdeberta|mbert|bert-base-multilingual|multilingual|\d\d languages/i, MANY],
  [/qwen-?(?:2|3)|qwen2\.5/i, MANY],
  [/gemma-?3/i, MANY],
  [/llama-?3\.[1-9]/i, LLAMA_3_1],
  [/meta-llama-3-|llama-?3-|llama3/i, ['en']],
  [/internlm/i, ['en', 'zh']],
  [/gemma|mistral|gpt-?2|deberta|llama|vicuna|alpaca|roberta|modernbert|flan-t5/i, ['en']],
];

/** `stated`, `unstated`: by the card's metadata · `likely`, `unlikely`: by its body · `unknown` */
export type LanguageFit = 'stated' | 'unstated' | 'likely' | 'unlikely' | 'unknown';

export function languageFit(
  { languages, baseModels, config, card }: ModelFacts,
  language: string,
): LanguageFit {
  if (languages?.some((code) => /^(?:multilingual|mul)$/i.test(code))) return 'likely';
  if (languages && language === MANY_LANGUAGES) return languages.length > 1 ? 'unlikely' : 'unstated';
  if (languages) {
    const codes = languages.map((code) => code.toLowerCase().split(/[-_]/)[0]);
    return codes.includes(language) ? 'stated' : 'unstated';
  }
  const body = [...baseModels, config.modelType ?? '', ...(config.architectures ?? [])].join(' ');
  for (const words of [body, card.slice(0, 20_000)]) {
    const known = BODIES.find(([pattern]) => pattern.test(words));
    if (known && language === MANY_LANGUAGES) return known[1] === MANY ? 'likely' : 'unlikely';
    if (known) return known[1].includes(language) ? 'likely' : 'unlikely';
  }
  return 'unknown';
}
