/** What a verdict is called, and what it says, in the languages that policies write. Pieces of regular expressions. */

/** Names of a verdict whose value may be any number. */
export const VERDICTS = [
  'scores?|ratings?|grades?|verdicts?|rewards?|judge?ments?',
  'bewertung|punktzahl|urteil|puntuación|puntaje|calificación|veredicto|verdetto|punteggio|voto|pontuação|veredito',
  'jugement|évaluation|оценка|балл|вердикт',
  '评分|分数|得分|评价|判定|结论|等级|スコア|採点|評価|得点|点数|점수|평가|판정|الدرجة|التقييم',
].join('|');
/** Names of a choice of one out of two. */
export const CHOICES = 'winner|better|preferred';
/** Names of a verdict that is yes or no. Beside other numbers they are plain words. */
export const TRUTHS = [
  'met|same|done|satisfied|fulfilled|passe[sd]|passed|pass|is_correct|correctness|correct|accept(?:ed)?',
  'richtig|korrekt|erfüllt|correcto|正确',
].join('|');
/** Names that are headings as well: their value counts where nothing follows it. */
export const HEADINGS =
  'evaluations?|assessments?|decisions?|preferences?|best|marks|valid|overall|quality|confidence|note|punkte|nota';
/** Names that stand in any calculation: a number behind them is its result, and a verdict only where a word says so. */
export const RESULTS = 'results?|final|total|points|check|ergebnis|resultado|résultat|результат|النتيجة';

/** Words that say yes. */
export const YES = [
  'fulfil(?:s|led)?|satisfie[sd]|meets|met|pass(?:es|ed)?|true|yes|ok|correct|right|accept(?:ed)?|valid',
  'erfüllt|bestanden|rempli|cumplid[oa]|выполнен\\p{L}*|wahr|ja|richtig|korrekt|sí|si|oui|vrai|correcto|верно|да',
].join('|');
/** Words that say how good, or which one. Many a heading is followed by one. */
export const HOW_GOOD = [
  'full|perfect|excellent|best|max(?:imum)?|high(?:est)?|ten|zehn|five|(?:one )?hundred',
  '(?:response|answer|assistant|candidate)\\s?[a-d12]|first|second',
].join('|');
/** Both in scripts that put nothing between words. */
export const GOOD_UNSPACED = '满足|合格|通过|是|对|正确|满分|はい|正解|満点|만점|예|نعم|صحيح';
