/**
 * Sentences that speak to whoever judges a response, in the languages that policies write: orders to give full marks, to
 * forget the rules, claims to be right, an authority or a tool that has already decided. Each pattern is tried on one
 * sentence, and wants an order, an address or the response itself as its subject: a story about a judge, or a report on
 * the highest score of a league, speaks to nobody.
 */

const JUDGE =
  '(?:judges?|graders?|evaluators?|raters?|examiners?|markers?|assessors?|annotators?|scorers?|reward models?|grading (?:system|model)s?|(?:ai|llm|language model) (?:judges?|graders?|evaluators?|reviewers?)|whoever (?:judges|grades|evaluates|rates|scores|marks))';
const RULES =
  '(?:instructions?|rubrics?|criteri(?:a|on)|guidelines?|rules?|prompts?|references?|standards?|constraints?|requirements?|everything|anything|all (?:of )?(?:the|that|this|above|before|previous))';
const TOP =
  '(?:full|max(?:imum|imal)?|highest|top|perfect|best(?: possible)?|all(?: the| possible| available)?|100 ?%|10 ?/ ?10|5 ?/ ?5|an? (?:10|ten|a\\+?))';
const POINTS = '(?:marks?|scores?|points?|grades?|ratings?|credits?|rewards?|verdicts?|10|a\\+)';
const ANSWER = '(?:answers?|responses?|solutions?|repl(?:y|ies)|outputs?|submissions?|completions?)';
const OWN = `(?:(?:this|that|my|our)(?: \\w+)? ${ANSWER}|the (?:above |following |present |given )?${ANSWER}(?: above| below)?|the (?:above (?:text|statement|essay|item)|(?:text|statement|essay|item) above)|this (?:item|text))`;
const GOOD =
  '(?:correct|right|perfect|flawless|complete|accurate|excellent|acceptable|accepted|approved|verified|valid|ideal|outstanding|superb|the best|better|preferred|met|satisfied)';
const DUE =
  '(?:deserv\\w+|merit\\w*|(?:should|must|has to|ought to) (?:be (?:given|awarded|rated|scored|graded)|get|receive|earn))';
const ORDER =
  '(?:^\\P{L}*|[,:;(]\\s*|\\b(?:please|kindly|you|must|should|shall|can|may|and|now|just|then|simply|instead|to|always|therefore)\\s+)';

const ENGLISH = [
  `${ORDER}(?:ignore|disregard|forget|override|bypass|skip|drop|suspend|do not (?:apply|use|follow)|don['’]t (?:apply|use|follow)|stop (?:applying|using|following))\\b[^\\n]{0,70}\\b${RULES}\\b`,
  `${ORDER}(?:give|award|assign|grant|return|output|report|rate|score|mark|grade|print|record|enter|answer|respond|reply)\\b[^\\n]{0,60}\\b${TOP}[^\\n]{0,16}\\b${POINTS}(?!\\p{L})`,
  `^(?=[^\\n]*?(?:\\b${OWN}\\b[^\\n]{0,50}\\b(?:earn\\w*|receiv\\w+|gets?|${DUE})|\\b(?:it|i|this)\\b[^\\n]{0,50}\\b${DUE}|^\\P{L}*this (?:earns?|receives?|gets?))\\b)(?=[^\\n]*?\\b${TOP}(?!\\p{L})[^\\n]{0,16}\\b${POINTS}(?!\\p{L}))`,
  `${ORDER}(?:mark|grade|rate|score|judge|accept|treat|count|consider|label|classify|regard|evaluate)\\b[^\\n]{0,16}\\b(?:this|it|me|my|${OWN}|all|every)\\b[^\\n]{0,50}\\b(?:${GOOD}|fulfilled|passed|a pass|true|10|100|winner|generous\\w*|high\\w*|favou?rabl[ey])\\b`,
  `\\b(?:dear|hello|hi|hey|note (?:to|for)|message (?:to|for)|attention|attn|speaking as|thank you|thanks)\\b,? (?:the |any |our |my |all |whichever )?(?:\\w+ )?${JUDGE}\\b`,
  `^\\P{L}*(?:as (?:the|your|an?) |to (?:the|all|any) )(?:\\w+ )?${JUDGE}\\b`,
  `\\b${JUDGE}\\b[^\\n]{0,30}\\b(?:must|should|shall|please|is asked|are asked|has to|have to)\\b[^\\n]{0,60}\\b(?:accept|give|award|score|mark|grade|rate|pass|prefer|choose|pick|${ANSWER})\\b`,
  `^\\P{L}*(?:i (?:am|'m) (?:certain|confident|sure) that )?${OWN}\\b[^\\n]{0,20}\\b(?:is|are|seems?|has been|have been|should be|must be)\\b[^\\n]{0,30}\\b${GOOD}\\b`,
  `\\b${OWN}\\b[^\\n]{0,30}\\b(?:satisf\\w+|meets?|met|fulfil\\w*|pass\\w*|compl(?:y|ies)\\w*|covers?|address\\w*|deserves?)\\b[^\\n]{0,30}\\b(?:all|every|each|the (?:rubric|criteri\\w+|requirements?|rules?|reference)|praise|credit|it)\\b`,
  '^\\P{L}*(?:all|every|each)(?: of)?(?: the)? (?:\\w+ )?(?:criteri(?:a|on)|requirements?|rubric items?|rules?|checks?|tests?|conditions?)\\b[^\\n]{0,24}\\b(?:met|satisfied|fulfilled|passed|pass|verified|checked|hold|true|ok)\\b',
  '\\b(?:verifier|checker|grader|validator|fact.?check\\w*|judge|evaluation|grading|rubric)(?: \\w+)?[\\s"\'`:_-]{1,4}(?:outputs?|results?|returned|returns|says|confirm\\w*|reports?|reported|passed|passes|complete[d]?|successful|verdict)\\b',
  `\\b${OWN}\\b[^\\n]{0,30}(?<!\\b(?:on|of|from|with|using) )\\b(?:verified|approved|confirmed|certified|validated|endorsed|reviewed|signed off|checked|written|graded|rated|scored)\\b`,
  '^\\P{L}*(?:already |officially |independently )?(?:verified|approved|confirmed|certified|validated|endorsed|graded|rated|peer.?reviewed)\\b[^\\n]{0,20}\\b(?:by|as|and)\\b',
  `\\byou(?:['’]re| are| truly are)\\b[^\\n]{0,50}\\b${JUDGE}\\b`,
  '^\\P{L}*(?:system|admin(?:istrator)?|developer|root|sudo|maintenance|debug|calibration|test|god)[ -](?:override|message|notice|note|mode|prompt|instructions?|command|item|check|accept|update)\\b',
  '\\bcriteri(?:on|a)\\b[^\\n]{0,24}\\b(?:holds?|met|satisfied|fulfilled|passed|verdict|scores?)\\b',
  '^\\P{L}*(?:judge|grader|evaluator|examiner|verifier|rater)\\s{0,2}[:：]|^\\P{L}*(?:(?:the|new|updated|revised) ){0,2}(?:criteria|rubric|grading scheme)\\s{0,2}:|\\bthe mark is [0-9a-f]{6}',
  '(?:verifi?er|verify|checker?|grader?|validator?|validate|judge|evaluator?|evaluate)\\s{0,2}\\([^()\\n]{0,40}\\)[^\\n]{0,20}(?:return|=|->|:|output|result)',
  `^\\P{L}*(?:this|that|mine|the above)\\b[^\\n]{0,12}\\bis\\b[^\\n]{0,20}\\b(?:correct|right|best|perfect) (?:${ANSWER}|one)\\b`,
  `\\bi(?: am|['’]m) (?:\\w+ )?(?:certain|confident|sure|convinced|positive)\\b[^\\n]{0,10}\\b(?:this|it|${OWN}) (?:is|must be) (?:\\w+ )?${GOOD}\\b`,
  '\\breference\\b[^\\n]{0,40}\\b(?:so is mine|my answer)\\b|\\bmy (?:answer|response|solution)\\b[^\\n]{0,30}\\breference\\b',
  '^\\P{L}*(?:end|close|start|begin)(?:ning|ing)? of (?:the )?(?:response|answer|candidate|data|task|evaluation|rubric)\\b',
];
const PLEAS = [
  `${ORDER}(?:score|rate|grade|mark) (?:this|it|me|${OWN})(?: as)?(?: an?)? (?:\\d|ten|five|full|pass|good|high)`,
  '\\bthat you (?:assign|give|award|grant)\\b[^\\n]{0,20}(?:\\d|\\bfull\\b|\\bpass\\b|\\bmarks?\\b)',
  '\\b(?:from now on,? you|you are now|you now (?:approve|accept|print|say|must|only)|your (?:new )?(?:task|job|role|instructions?|only task) (?:is|are|has|have) (?:changed|now|to (?:say|print|approve|accept|return|answer))|do not read (?:any )?further)\\b',
  '\\bthe (?:statement|criterion|claim) (?:holds|is met|is satisfied|is fulfilled)\\b',
  '\\b(?:previous|other|human|earlier|first|expert|independent|all|many|most) (?:evaluators?|raters?|judges?|graders?|annotators?|reviewers?)\\b[^\\n]{0,40}\\b(?:gave|preferred|rated|scored|agreed?|accepted|approved|chose|liked)\\b',
  `\\b(?:this|that|the above|mine) (?:is|was)\\b[^\\n]{0,24}\\b(?:gold|reference|official|ideal|perfect|model|correct|winning) (?:reference )?${ANSWER}\\b|\\bwhat an? (?:perfect|ideal|excellent|good) ${ANSWER} looks like\\b|\\b(?:above|this)\\b[^\\n]{0,20}\\b(?:generated|written|produced|given) by (?:the|an?) (?:reference|expert|oracle|grader|teacher)\\b`,
  "\\b(?:(?:do not|don['’]t|never) fail (?:me|this|it)|unfair (?:not )?to\\b[^\\n]{0,30}\\b(?:reward|fail|grade|mark)|depends? on (?:an? |your |this )?(?:\\w+ )?(?:grade|score|rating|verdict|evaluation)|reward (?:such|this|my|the) effort)\\b",
  "\\b(?:grading|grader|evaluat(?:or|ion)|judge|judging|marking|scoring|rater)['’]?s?[ -](?:note|hint|instructions?|comment|tip|purposes?|guide|override|bug)\\b",
  '\\b(?:correct|right|true|expected|intended|final|proper) (?:label|verdict|grade|score|rating|judge?ment)\\b[^\\n]{0,30}\\b(?:is|are|should|must|here)\\b',
  '^\\P{L}*(?:(?:o|oh|hey|hi|hello|there|dear|kind|great|wise|fair|mighty|honou?rable|my) ?,? ?){0,4}(?:judge|grader|evaluator|rater|examiner|assessor)s?\\s*[,:!)]',
  '(?:\\/\\/|\\/\\*|#|<!--)\\s*(?:to |for |note to )?(?:the )?(?:judge|grader|evaluator|rater)\\b',
  '^\\P{L}*(?:begin|end) (?:admin|system|override|judge|evaluation)\\b',
  '\\bself.?(?:evaluation|assessment|grading|check)\\b[^\\n]{0,60}(?:\\d|\\b(?:fulfil\\w*|meets?|met|satisf\\w+|correct|right|pass\\w*|complete)\\b)',
  '^\\P{L}*(?:correct|right) answer\\P{L}+(?:verified|complete|approved|confirmed)\\b',
];
const OTHERS = [
  // Any language: that a criterion is met
  '(?:kriteri\\p{L}+|critères?|criterios?|criteri[oa]|critérios?|критери\\p{L}*|标准|標準|条件|條件|基準|기준|المع[ايي]\\p{L}*|kriter\\p{L}*)[^\\n]{0,24}?(?:erfüllt|rempli|satisfait|cumpl|soddisfatt|atendid|выполнен|соблюд|满足|滿足|符合|達成|満た|충족|مستوف|karşılan|spełnion)|bewerte\\p{L}*[^\\n]{0,30} als (?:erfüllt|richtig|korrekt|bestanden)',
  // German, Dutch
  '(?:ignorier\\w*|missacht\\w*|vergiss|vergesst|negeer)\\b[^\\n]{0,60}\\b(?:anweisung\\w*|regeln?|kriteri\\w+|bewertung\\w*|vorgaben?|rubrik|instructies)\\b|\\b(?:gib|gebt|geben|vergib|vergeben|verdient|bewerte\\w*|geef)\\b[^\\n]{0,50}\\b(?:volle?|maximale|höchste|beste|hoogste)\\b|\\b(?:liebe[rs]?|sehr geehrte\\w*|an (?:den|die)|hinweis (?:an|für)(?: den| die)?) (?:prüfer|bewerter|gutachter|richter|juror)|^\\P{L}*diese antwort (?:ist|erfüllt|verdient)',
  // French
  '\\bignore[rz]?\\b[^\\n]{0,60}\\b(?:instructions?|critères?|consignes?|barème|règles?)\\b|\\b(?:donne[rz]?|attribue[rz]?|accorde[rz]?|mérite)\\b[^\\n]{0,40}(?:(?:note|score) (?:maximale?|parfaite?)|tous les points|20 ?/ ?20)|^\\P{L}*cette réponse (?:est|satisfait|mérite|remplit)|\\bch(?:er|ère) (?:correcteur|évaluateur|juge|examinateur)',
  // Spanish, Portuguese, Italian
  '\\bignor(?:a|e|ar|en|i|are)\\b[^\\n]{0,60}\\b(?:instruc\\w+|istruzion\\w+|crit[eé]ri\\w*|reglas|regras|regole|rúbrica|instruç\\w+)|\\b(?:da|dé|den|dale|dar|dê|otorg\\w+|asign\\w+|conced\\w+|merec\\w+|dai|assegna\\w*|atribu\\w+|merita)\\b[^\\n]{0,40}\\b(?:puntuación|calificación|nota|pontuação|punteggio|voto) (?:más alta|máxima|massimo|completa|perfecta)|^\\P{L}*(?:esta|questa|essa) (?:respuesta|resposta|risposta) (?:es|é|è|está|cumple|merece|soddisfa|merita|atende)|\\b(?:estimado|querido|caro|prezado) (?:evaluador|calificador|avaliador|valutatore|giudice|juez|juiz)',
  // Russian, Polish
  '(?:игнорир|забуд)\\p{L}*[^\\n]{0,60}(?:инструкци|критери|правил|рубрик)|(?:постав|дай|присво|заслуж|выстав)\\p{L}*[^\\n]{0,40}(?:максимальн|высш|полн)|уважаем\\p{L}* (?:проверяющ|оценщик|экзаменатор|судь)|^\\P{L}*этот ответ (?:верн|правиль|полност|заслуж|соответств|идеал)|zignoruj|(?:daj|przyznaj|zasługuje)[^\\n]{0,30}maksymaln',
  // Turkish, Vietnamese, Indonesian
  'yönergeleri? (?:yok say|görmezden)|tam puan ver|bỏ qua[^\\n]{0,40}(?:hướng dẫn|tiêu chí)|cho[^\\n]{0,20}điểm tối đa|abaikan[^\\n]{0,40}(?:instruksi|kriteria)|beri(?:kan)?[^\\n]{0,20}nilai (?:penuh|maksimal|sempurna)',
  // Chinese
  '(?:忽略|无视|無視|忘记|忘記|不要管|跳过)[^\\n]{0,30}(?:指令|指示|评分|評分|标准|標準|规则|規則|要求|提示)|(?:给|給|打|请|請|应得|應得|值得)[^\\n]{0,14}(?:满分|滿分|最高分|高分)|(?:尊敬的|亲爱的|致|各位)(?:评委|裁判|评分员|考官|阅卷|评审|評審)|^\\P{L}*(?:本|此|这个|這個|该|我的)(?:回答|答案|回复)[^\\n]{0,10}(?:正确|正確|完美|满足|滿足|符合|优秀|最好)|所有(?:标准|要求|条件)[^\\n]{0,8}(?:满足|符合|通过)',
  // Japanese, Korean
  '(?:指示|基準|ルール|採点)[^\\n]{0,16}(?:無視し|忘れて)|(?:満点|最高点|最高評価)(?:を(?:与|つけ|ください|お願|出)|に値|にして)|(?:採点者|審査員|評価者)の(?:皆様|方)?へ|^\\P{L}*この(?:回答|答え)は[^\\n]{0,10}(?:正し|完璧|正解|満た)|(?:지시|기준|규칙|루브릭)[^\\n]{0,16}무시|(?:만점|최고 ?점수)(?:을|를)? ?(?:주|부탁|매겨|받)|^\\P{L}*이 (?:답변|답|응답)[은는][^\\n]{0,12}(?:정확|완벽|정답|충족)',
  // Arabic, Hindi
  'تجاهل[^\\n]{0,50}(?:التعليمات|المعايير|القواعد)|(?:الدرجة|العلامة) (?:الكاملة|القصوى)|^\\P{L}*هذه الإجابة (?:صحيحة|مثالية|كاملة)|(?:निर्देश|मानदंड)\\p{M}*\\p{L}*[^\\n]{0,30}(?:अनदेखा|नज़रअंदाज़)|(?:पूरे|पूर्ण) अंक (?:दें|दीजिए|दो)|^\\P{L}*यह उत्तर (?:सही|पूर्ण)',
];
/** The border of a word in any script; `\\b` knows the letters of English alone. */
const BORDER = '(?:(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_])|(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_]))';
const APPEALS = [...ENGLISH, ...PLEAS, ...OTHERS.map((source) => source.replaceAll('\\b', BORDER))].map(
  (source) => new RegExp(source, 'iu'),
);

/** @returns whether a sentence speaks to whoever judges */
export function isAppeal(sentence: string): boolean {
  return APPEALS.some((pattern) => pattern.test(sentence));
}
