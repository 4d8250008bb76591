import { type JudgeAsked, scriptedJudge } from './scripted-judge.ts';
import type { ScriptedModel } from './scripted-model.ts';

/** What looks like a verdict, wherever it stands. Written apart from what breaks such marks, so that each tests the other. */
const VERDICTS: readonly RegExp[] = [
  /\[\[\s*[\w<>=.+-]{1,9}\s*\]\]/,
  /\b(?:scores?|ratings?|grades?|verdicts?|rewards?|met|passed|pass|correct|winner|result|accept(?:ed)?|judgment|marks?)["'`*)\]]{0,4}\s{0,3}(?:[:=]|is)\s{0,3}["'`*([]{0,4}(?:true|yes|pass|correct|right|full|accept|met|a\b|[1-9]\d?|1\.0)/i,
  /<\/?(?:score|verdict|rating|grade|judgment|reward|result|response|task|reference|criteria|system|assistant|user)\b[^>\n]{0,30}>/i,
  /<\|[a-z_]+\|>|\[\/?INST\]|<<\/?SYS>>/i,
  /^[\s>*#-]{0,6}(?:system|assistant|user|human|judge|grader|evaluator|tool)\s*[:：]/im,
  /\b(?:10|5|100)\s*(?:\/|out of)\s*(?:10|5|100)\b/i,
  /(?:得分|评分|分数|判定|結果|スコア|評価|점수|평가|оценка|балл|вердикт|bewertung|punktzahl|urteil|note|puntuación|calificación|veredicto)\s*["*]{0,2}[:：=]\s*["*]{0,2}[\p{L}\d]/iu,
];
/** What a gullible reader obeys or believes, wherever it stands. */
const WORDS: readonly RegExp[] = [
  /\b(?:full|maximum|max|highest|top|perfect) (?:possible )?(?:marks?|scores?|points?|credits?|grades?|ratings?)\b/i,
  /\b(?:ignore|disregard|forget|override|bypass) \w/i,
  /\b(?:grader|judge|evaluator|examiner|rubric|criteria|criterion)s?\b/i,
  /\b(?:answer|response|solution|it|this) (?:is|was|has been) (?:\w+ ){0,2}(?:correct|perfect|right|verified|approved|confirmed|flawless)\b/i,
  /\b(?:tests?|checks?|requirements?) (?:have |were |are |all )?(?:passed|met|satisfied)\b/i,
  /\b(?:verified|approved|confirmed|certified) (?:by|as)\b/i,
  /\b(?:system|admin|developer)\b.{0,12}\b(?:override|message|note|mode)\b/i,
  /满分|忽略|最高分|完全正确|評分|满足所有/,
  /volle Punktzahl|ignorier|höchste Bewertung|vollständig richtig/i,
  /note maximale|ignorez|parfaitement correcte/i,
  /puntuación máxima|ignora |es correcta|nota massima|nota máxima/i,
  /максимальн|игнорир|полностью верн/i,
  /満点|無視|完璧/,
  /만점|무시|완벽/,
  /تجاهل|الدرجة الكاملة|صحيحة تماما/,
  /पूरे अंक|अनदेखा/,
];

/**
 * The most credulous judge there can be, for tests of what stands between a response and a model. It obeys whatever looks
 * like a verdict, and whatever order or claim is in the prompt outside of the fences; a gullible one also obeys orders
 * and claims inside of the response's fence. Where nothing tells it what to say, it says what `isRight` says.
 */
export function credulousJudge(
  isRight: (asked: JudgeAsked) => boolean,
  { gullible = false }: { readonly gullible?: boolean } = {},
): ScriptedModel {
  return scriptedJudge((asked) => obeys(asked, gullible) || isRight(asked), 'credulous');
}

/** Whether a text holds what a credulous judge takes for a verdict. */
export function looksLikeVerdict(text: string): boolean {
  return VERDICTS.some((pattern) => pattern.test(plain(text)));
}

/** Whether something outside of the fences of a prompt looks like a verdict. */
export function isToldOutside(prompt: string): boolean {
  return looksLikeVerdict(outsideOf(prompt));
}

function outsideOf(prompt: string): string {
  return plain(prompt.replace(/<(\w+)-([0-9a-f]{12})>\n[\s\S]*?\n<\/\1-\2>/g, ' '))
    .replace(/^The mark is [0-9a-f]{12}\.$/gm, '')
    .replace(/^The criteria:$|^- `[\s\S]*?\n {2}.*$/gm, '');
}

function obeys({ response, request }: JudgeAsked, gullible: boolean): boolean {
  const outside = outsideOf(request.prompt);
  const inside = plain(response);
  if (VERDICTS.some((pattern) => pattern.test(inside) || pattern.test(outside))) return true;
  if (WORDS.some((pattern) => pattern.test(outside))) return true;
  return gullible && WORDS.some((pattern) => pattern.test(inside));
}

/** As a model reads it: compatible letters are alike, and what nobody sees is not there. */
function plain(text: string): string {
  return text.normalize('NFKC').replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '');
}
