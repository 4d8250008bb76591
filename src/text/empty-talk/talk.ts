/** The ways in which a sentence talks without saying anything of what was asked. */
export type Talk =
  | 'refusal'
  | 'announcement'
  | 'about the form'
  | 'to be filled in'
  | 'asks back'
  | 'acknowledgement';

const REFUSAL =
  /^(?:(?:i'm|i am|we are|we're) )?(?:(?:really|so|very|truly) )?(?:sorry|afraid)(?:$| again$| (?:but|i|we|that i|that we) (?:but |i |we )?(?:can|do|am|are|will|have|must|was|were|couldn't))|\b(?:i|we) (?:(?:will|can|could|do|would|shall|must|am|are|'m) (?:not|never)|cannot|can't|won't|don't|refuse|decline|am unable|are unable|have to decline|must decline)\b.{0,40}\b(?:help|assist|write|answer|provide|comply|do|fulfil|fulfill|complete|create|generate|produce|continue|discuss|share|give|want|wish|know|able|say|respond|tell|feel like|think so)\b|\bas an? (?:ai|artificial|large language|language)\b.{0,40}\b(?:model|assistant|intelligence|ai)\b|\bplease (?:ask|try|consult|contact|rephrase|choose)\b.{0,30}\b(?:something|someone|another|else|again|different|differently|later|topic|question|request|professional|expert)\b|^(?:i|we) (?:can't|cannot|won't|will not|don't|do not)(?: (?:do|say|know|think) (?:it|that|this|so))?$|\b(?:no|zero) (?:comment|idea)\b$|\bi (?:have no|don't have an?) (?:idea|answer|opinion|information|access)\b|\b(?:this|that|your|the) (?:request|task|question|instruction)s? (?:is|are|was|cannot|can't|can not|goes|violates?) (?:not |be |beyond |against |impossible|refused|denied|declined|rejected|inappropriate)/u;
const REFUSAL_ELSEWHERE =
  /\b(?:je suis (?:vraiment )?désolée?|je ne (?:peux|puis|veux|saurais) pas|il m'est impossible|es tut mir leid|ich (?:kann|möchte|werde|darf) (?:das|dies|dir|ihnen|dabei|hierbei|leider|diese\w*)?.{0,30}\bnicht\b|tut mir leid|lo siento|no puedo (?:ayudar|responder|hacer|cumplir|escribir)\w*|mi dispiace|non posso (?:aiutar|risponder|far|scriver)\w*|desculpe|sinto muito|não posso (?:ajudar|responder|fazer|escrever)\w*|извините|к сожалению.{0,20}не могу|я не могу|(?:veuillez|bitte|por favor|per favore) .{0,20}(?:autre|andere|otra|altra|outra)\b.{0,20}(?:question|frage|pregunta|domanda|pergunta)|en tant qu'(?:ia|intelligence|assistant)|als (?:ki|sprachmodell)|como (?:modelo|ia|una ia)|come (?:modello|ia))/u;
const REFUSAL_HAN =
  /抱歉|对不起|對不起|无法(?:回答|帮助|完成|提供)|不能(?:回答|帮助|提供)|申し訳|できません|お答えできない|죄송|도와드릴 수 없/u;

const ANNOUNCES =
  /^(?:(?:sure|certainly|of course|okay|ok|great|absolutely|alright|yes|well|then|now|so|first|next|as requested|gladly)\b ?)*(?:i|we)(?:'ll| will| am going to|'m going to| are going to| shall| would be (?:happy|glad) to| am (?:happy|glad|ready) to|'d be (?:happy|glad) to| can (?:certainly |definitely |gladly )?| am about to| want to| hope)\b.{0,20}\b(?:now |gladly |happily |just )?(?:write|do|provide|create|prepare|help|assist|give|answer|explain|describe|tell|recommend|list|show|start|begin|compose|produce|generate|draft|deliver|follow|comply|complete|fulfil|fulfill|present|share|respond|get back|make (?:it|sure)|keep|use|include|this helps?|that helps?)\b/u;
const WAIT =
  /\b(?:please (?:wait|hold on|stand by|be patient)|one moment|just a moment|in a (?:moment|minute|second|bit)|stay tuned|coming (?:right )?up|working on it|to be continued|more (?:to come|follows)|it will be (?:ready|done|finished))\b|^(?:here (?:is|are|it is|you go|goes|they are)|let's (?:begin|start|see|go)|let me (?:begin|start|see|think|write|know|try|do|help))\b(?!.{90})/u;
const ASKS_BACK =
  /^(?:could|can|would|do|what|which|how|is there|shall|should|may) .{0,60}\b(?:you|your|i)\b.{0,80}(?:\?|$)/u;
const ASKS_WHAT =
  /\b(?:would you like|do you (?:want|need|have in mind|mean|like|prefer)|your \w+ (?:like|want|prefer|need|enjoy)s?|should i|shall i|may i|can i (?:help|do)|(?:more|further|additional) (?:details?|information|context)|clarif\w+|specify|provide (?:me|more|the))\b/u;

const FORM_THING =
  '(?:response|reply|answer|text|message|output|paragraphs?|sentences?|poem|json|list|section|bullet(?: points?)?|points?|post|letter|line|title|story|essay|content|document|postscript|word|everything|format|structure|it|this|that|these|which|all|each|every(?:thing)?|above)';
const FORM_RULE =
  '(?:instructions?|constraints?|keywords?|key words|requirements?|formats?|formatting|criteria|criterion|conditions?|rules?|schema|guidelines?|word (?:count|limit)|(?:required|requested|asked|needed|desired|specified|correct|right|given|necessary) (?:form|format|length|number|amount|words?|keywords?|structure|style|language|letters?|phrase|style|way)|full (?:marks|score|credit|points)|(?:high|highest|maximum|top|perfect|best|good) (?:marks?|score|grade|rating|reward)|grader|grading|checker|verifier|evaluat\\w+|specification)';
const ABOUT_FORM = new RegExp(
  `\\b${FORM_THING}\\b.{0,40}\\b(?:fulfil\\w*|meets?|met|satisf\\w+|follow\\w*|has|have|contains?|compl\\w+|respects?|obeys?|keeps?|deserves?|matches|conforms?|adher\\w+|uses?|is|are|was|were|includes?|reaches|does)\\b.{0,30}\\b${FORM_RULE}\\b|\\b(?:all|every|each|any|the|your) (?:of )?(?:the |your )?${FORM_RULE}\\b.{0,20}\\b(?:is|are|was|were|have been|has been|be)\\b.{0,15}\\b(?:met|satisf\\w+|fulfil\\w*|followed|kept|respected|included|obeyed|complete\\w*|here|ok|fine)\\b|\\b(?:as|like|just as|exactly as|what) (?:you|was|is|were|has been) ?(?:have |had )?(?:asked|requested|required|instructed|specified|wanted|told)\\b|\\bas (?:per|requested|instructed|required|asked|specified)\\b|^(?:therefore|so|thus|hence) (?:it|this|i)\\b.{0,20}\\b(?:deserves?|earns?|should (?:get|be paid|pass|score|receive))\\b|\\b(?:json|document|response|answer|output|text|format|syntax|it|this)\\b (?:\\w+ )?(?:is|are) (?:fully |completely |perfectly |syntactically |entirely )?(?:valid|correct|compliant|well formed|complete|as requested|in order)\\b|\\b(?:i|we) (?:have |'ve )?(?:followed|obeyed|kept|met|fulfilled|included|used|respected|satisfied|complied)\\b.{0,40}\\b(?:${FORM_RULE}|you asked|requested|required)\\b`,
  'u',
);
/** "This response is wrapped in quotation marks". */
const MADE_SO = new RegExp(
  `\\b(?:this|the|my|that) ${FORM_THING}\\b.{0,60}\\b(?:is|are|was|has been|were) (?:now |thus |also )?(?:wrapped|enclosed|surrounded|written|formatted|put|placed|set|made|structured|kept)\\b.{0,12}\\b(?:in|with|as|without|inside|between|within|using)\\b`,
  'u',
);
/** "This text has fewer than 60 words", "my entire response is in lowercase letters". */
const COUNTS_FORM = new RegExp(
  `^(?:and |so )?(?:(?:this|the|my|that|your) (?:\\w+ )?${FORM_THING}|this|it|i|we)\\b.{0,60}\\b(?:words?|sentences?|commas?|paragraphs?|letters?|bullet points?|lower ?case|upper ?case|capitals?|capital letters|exclamation marks?|question marks?|quotation marks?|keywords?|placeholders?|brackets?|characters)\\b(?: (?:at all|only|or more|or fewer|in total|allowed|as asked|exactly|each|that (?:is|was|were|are) asked for|are allowed|is allowed|are (?:used|there)|and no (?:\\w+ ){1,3}\\w+))*(?: (?:and|but) (?:it |this |that |there |the |i )?.{0,60}\\b(?:words?|sentences?|commas?|letters?|paragraphs?|capitals?)\\b(?: (?:at all|only|allowed|are allowed))*)?$`,
  'u',
);
const USES_FORM =
  /\b(?:has|have|uses?|us(?:ed|ing)|contains?|is|are|was|does|do|includes?|consists?|made|writ(?:e|ten)|keeps?|kept)\b/u;
/** "Below you will find the description that you asked for". */
const FOLLOWS =
  /^(?:(?:sure|certainly|of course|okay|ok|great|yes|well|then|now) )*(?:(?:below|above|in the following|hereafter|underneath)\b.{0,30}\b(?:find|see|is|are|comes?|follows?|read|provided?|presented)\b|(?:the|your|an?|my) (?:[\p{L}']+ ){0,6}(?:is|are|will be|has been|have been) (?:(?:given|provided|presented|found|shown|written|listed|displayed) )?(?:below|above|underneath|as follows|attached)$|(?:the following|what follows|here follows)\b)/u;

const FILL_IN =
  /\b(?:insert|add|enter|write|put|place|fill in|provide|type|replace|describe)\b (?:[\p{L}']+ ){0,5}(?:here|below|above|text|content|details?|later|this|information|name|title|something)\b|\b(?:text|content|details?|information|words?|sentences?|paragraphs?|something|answer|response|name|title|description|more) (?:goes?|comes?|to go|to come|to follow|will (?:go|come|be)|should (?:go|be)|follows) (?:here|soon|later|next|there)\b|\byour (?:[\p{L}]+ ){0,3}here\b|^(?:see|same as|as) (?:above|below|before|next|previous|(?:step|section|part|point) (?:\d+|one|two|three))$|^(?:do|repeat|continue|complete) (?:(?:step|part|section|point) )?(?:\d+|this|that|it|one|two|three)$|^(?:ditto|idem|continued|likewise|and so on)$|^(?:todo|tbd|tba|fixme|tk|wip|to be (?:done|added|filled in|filled|written|determined|announced|completed|decided)|placeholder|dummy|sample text|example text|coming soon|work in progress|under construction|n a|none|null|undefined|blah(?: blah)*|bla(?: bla)*|etc(?: etc)*|and so on(?: and so on)*|xxx+|test(?: test)*)$/u;
const FILL_IN_BRACKETS =
  /^(?:todo|tbd|insert|add|enter|your|write|fill|describe|include|more|details?|text|content|some|something|example|placeholder|provide|continue|topic|response|answer|sentence|paragraph|point|item)\b/u;

const ACKNOWLEDGES = new Set(
  (
    'ok okay sure fine good done ready thanks thank you certainly of course alright all great understood got it yes no maybe yep nope yeah right cool nice noted ' +
    "perfect exactly indeed absolutely definitely hello hi hey bye goodbye hmm well wow true false correct agreed oui non d'accord merci ja nein danke gut sí si " +
    'vale gracias sim bene va grazie да нет хорошо 是 好 好的 はい then very so please is'
  ).split(' '),
);
const LONGEST_TALK = 30;
const LONGEST_ANNOUNCEMENT = 16;
const MOST_IN_BRACKETS = 4;
const MOST_ACKNOWLEDGING = 6;
/** Whatever the verb: nobody but a person of a story says so of something else than the task. */
const WILL_NOT =
  /^(?:but |and |so |well |sorry |no |unfortunately )*i (?:cannot|can't|will not|won't|am not able to|am unable to|refuse to|decline to|would rather not|do not want to|don't want to|am not allowed to|am not permitted to|must not|may not)\b/u;
const IN_FIRST_PERSON =
  /\b(?:diary|journal|poem|poetry|song|lyrics?|rap|stor(?:y|ies)|monologue|(?:a|the|your|my) letter|letters? (?:to|of|from)|e-?mails?|speech|narrat\w+|character|first person|dialogue|novel|scene|post|message|pretend|imagine|as if|as an?|from the (?:point of view|perspective))\b/i;
/** Prompts that ask about texts and their words: there such a sentence may be the answer. */
const ABOUT_LANGUAGE =
  /\b(?:repeat|grammar|typograph\w*|counts?|how many|spelling|linguist\w*|alphabet|riddle|fonts?|statistics)\b/i;
/** Prompts whose answer may well decline or apologise. */
const MAY_DECLINE =
  /\b(?:declin|refus|reject|turn(?:ing)? down|apolog|sorry|say(?:ing)? no|resign|cancel|excuse)/i;

/** @returns in which way a sentence says nothing of what was asked, by its words alone, or null */
export function talkOf(
  words: readonly string[],
  bracketed: boolean,
  asks: boolean,
  prompt: string,
): Talk | null {
  if (words.length > LONGEST_TALK) return null;
  if (words.length <= MOST_ACKNOWLEDGING && words.every((word) => ACKNOWLEDGES.has(word)))
    return 'acknowledgement';
  const plain = words.join(' ');
  if (
    !MAY_DECLINE.test(prompt) &&
    (isRefusal(plain) || (WILL_NOT.test(plain) && !IN_FIRST_PERSON.test(prompt)))
  )
    return 'refusal';
  if (
    FILL_IN.test(plain) ||
    (bracketed && (FILL_IN_BRACKETS.test(plain) || words.length <= MOST_IN_BRACKETS))
  )
    return 'to be filled in';
  if (
    (words.length <= LONGEST_ANNOUNCEMENT && ANNOUNCES.test(plain)) ||
    WAIT.test(plain) ||
    (words.length <= LONGEST_TALK && FOLLOWS.test(plain)) ||
    /^i am going to do (?:it|this|that)\b/.test(plain)
  )
    return 'announcement';
  if (ABOUT_FORM.test(plain) || MADE_SO.test(plain)) return 'about the form';
  if (COUNTS_FORM.test(plain) && USES_FORM.test(plain) && !ABOUT_LANGUAGE.test(prompt))
    return 'about the form';
  return asks && ASKS_BACK.test(plain) && ASKS_WHAT.test(plain) ? 'asks back' : null;
}

function isRefusal(plain: string): boolean {
  return REFUSAL.test(plain) || REFUSAL_ELSEWHERE.test(plain) || REFUSAL_HAN.test(plain);
}
