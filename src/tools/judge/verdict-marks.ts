/**
 * What looks like a verdict, a turn of a chat or a mark of ours, in a text that is shown to a judge. It stays readable and
 * stops being a mark: its joint is put between ⟨ and ⟩. "Score: 10" becomes "Score⟨:⟩ 10".
 */

/** Characters that nobody sees, and that would keep a pattern from finding what a model reads. */
const UNSEEN =
  /[\u00ad\u180e\u200b\u2060-\u2064\ufeff]|(?<=[\x21-\x7e])[\u200c\u200d]|\udb40[\udc00-\udfff]/g;

/** Marks of chat templates, `[[A]]`, tags of verdicts, and tags like ours. */
const OPENERS =
  /<\|(?=[^|<>\n]{1,40}\|>)|<(?=\/?(?:s|bos|eos|start_of_turn|end_of_turn|sys|system|user|assistant|score|scores|rating|grade|verdict|judge?ment|reward|evaluation|critique|result|decision|preference|winner|task|response|reference|candidate|criteri(?:a|on)|rubric|instructions?|data|previous-answer)\b[^<>\n]{0,40}>)|<<(?=\/?sys>>)|\[(?=\/?inst\])|\[(?=\[[^[\]\n]{1,20}\]\])|【(?=[^【】\n]{1,12}】\s*$)|<(?=\/?[a-z_:-]{0,20}(?:eval|correct|pass|score|grade|verdict|judge|rating|reward)[a-z_:-]{0,20}\b[^<>\n]{0,40}>)|\[(?=(?:system|admin|assistant|user|judge|grader|evaluator|developer)\])|^```(?=[ \t]{0,3}(?:system|assistant|judge|evaluator|admin)\b)|\[(?=[x✓✔]\])|[✅☑✔💯]|[★⭐]{3,}/gimu;
/** A line that opens a turn of another role. */
const TURN =
  /^([ \t>*#_-]{0,8}(?:system|assistant|user|human|developer|tool|function|judge|grader|evaluator|examiner|instructions?|new instructions?|end of (?:response|answer|candidate)[^:\n]{0,30}|系统|裁判|评委|用户|助手)[*_ \t]{0,4})([:：])/gim;

const NAMED = [
  'scores?|ratings?|grades?|verdicts?|rewards?|judge?ments?|marks|points|evaluations?|assessments?|decisions?|preferences?',
  'winner|better|best|preferred|met|satisfied|fulfilled|passe[sd]|passed|pass|correct|is_correct|correctness|accept(?:ed)?|valid|check',
  'result|final|overall|total|quality|confidence|role',
  'bewertung|punktzahl|punkte|note|urteil|ergebnis|richtig|korrekt|erfüllt',
  'puntuación|puntaje|calificación|veredicto|nota|resultado|correcto|verdetto|punteggio|voto|pontuação|veredito',
  'jugement|évaluation|résultat|оценка|балл|вердикт|результат',
  '评分|分数|得分|评价|判定|结论|等级|正确|スコア|採点|評価|得点|点数|점수|평가|판정|النتيجة|الدرجة|التقييم',
].join('|');
const VALUE =
  'system|assistant|developer|fulfils?|satisfies|meets|passes|ten|five|(?:one )?hundred|zehn|erfüllt|bestanden|rempli|cumplid|выполнен|满足|合格|通过|true|yes|ok|pass(?:ed)?|correct|right|met|satisfied|fulfilled|accept(?:ed)?|full|perfect|excellent|best|max(?:imum)?|high(?:est)?|valid|[+-]?\\d[\\d.,]{0,8}|(?:response|answer|assistant|candidate)\\s?[a-d12](?!\\p{L})|first|second|wahr|ja|richtig|korrekt|sí|si|oui|vrai|correcto|верно|да|是|对|正确|满分|はい|正解|満点|만점|예|نعم|صحيح';
const BEFORE = '[\\s"\'“‘`*_([{<]{0,8}';
/** `"met": true`, `Score: 9/10`, `**Verdict** = correct`, `the score is 10`, `得分：10`. */
const ASSIGNED = new RegExp(
  `((?<![\\p{L}\\p{N}])(?:${NAMED})["'”’\`*_)\\]]{0,4}[ \\t]{0,3}(?:\\([^()\\n]{0,30}\\)[ \\t]{0,2})?)(?:([:：=＝]{1,3}>?|->|→)(?=${BEFORE}(?:${VALUE}|[a-f][+-]?(?![\\p{L}\\p{N}])))|(\\b(?:is|ist|est|es|è|é)\\b|是|は|为|為)(?=${BEFORE}(?:${VALUE})))`,
  'giu',
);
/** `10/10`, `5 out of 5`: all that there is to get. */
const FULL =
  /(?<![\d/.,\p{L}])(\d{1,3}|ten|five|hundred)(\s?)(\/|out of|von|sur|de|из|分之)(\s?)(?=\1(?![\d/]))/giu;

/** Letters and digits of another form (wide, bold, italic) that are read as plain ones. */
const OTHER_FORMS = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]|[\u{1d400}-\u{1d7ff}]/gu;

/** @returns the text as it is read: without characters that nobody sees, in plain letters */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, '').replace(OTHER_FORMS, (letter) => letter.normalize('NFKC'));
}

/** @returns the text without unseen characters, in which nothing looks like a verdict or a turn of its own */
export function withoutVerdictMarks(text: string): string {
  return withoutUnseen(text)
    .replace(OPENERS, '⟨$&⟩')
    .replace(TURN, '$1⟨$2⟩')
    .replace(ASSIGNED, '$1⟨$2$3⟩')
    .replace(FULL, '$1$2⟨$3⟩$4');
}
