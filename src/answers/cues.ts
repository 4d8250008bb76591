/** The words that change what a claim beside them means. All are tried on short texts: a sentence, or what stands around a value. */

/** At the end of what stands before a value: says that it is not so. */
export const DENIED_BEFORE =
  /(?:\b(?:not|never|neither|nor|no(?![,.:;!—–-])|isn['’]?t|aren['’]?t|wasn['’]?t|can(?:no|['’])t|couldn['’]t|won['’]t|doesn['’]t|don['’]t|didn['’]t|except(?: for)?|excluding|excludes?|excluded|anything but|everything but|all but|(?:any|every|each)(?: \w{2,12})? but|but not|instead of|in place of|rather than|other than|apart from|aside from|besides|unlike|different from|differs from|far from|opposite of|rules? out|ruled out|ruling out|eliminat\w{1,4}|reject\w{0,3}|discard\w{0,3}|dismiss\w{0,3}|exclud\w{1,4}|refut\w{1,4}|disprov\w{1,4}|den(?:y|ies|ied)|(?<!\bno |\bwithout |\ba |\bany |\bbeyond )doubt|cross(?:ed)? out|nicht|kein\w{0,2}|pas|non?(?![,.:;!—–-])|nem|niet|nie|не)\b|≠|!=|\\neq?\b|¬|不是|并非|不选|不等于|ではなく|아니라)(?:\s+(?:returns?|gives?|yields?|outputs?|prints?|evaluates?(?: to)?|becomes?|have|contains?|includes?|means?|results? in|produces?|just|even|simply|really|actually|be|is|it['’]?s|equal(?: to)?|option|choice|answer|letter|the answer|exactly|quite|necessarily|write|put|use|say|claim|the|an?|at|by|into|in|say|think|believe|choose|pick|that|it|as|with|either|at all)\b){0,4}\W{0,4}$/iu;
/** Names an answer as a wrong one: "the wrong answer is", "the least likely option is". */
export const WRONG_ANSWER =
  /\b(?:wrong|incorrect|false|mistaken|bad|worst|rejected?|naive|tempting|unlikely|impossible|excluded|least \w{1,12}|inverse|opposite)\s+(?:\w{1,12}\s+){0,1}(?:answers?|options?|choices?|results?|values?|guess|solutions?|statements?|one|letter)\b|\b(?:answers?|options?|choices?|results?|one|letter)\s+(?:that\s+)?(?:i|we|you must|one must)\s+(?:would\s+|should\s+|can\s+)?(?:reject|exclude|avoid|discard|dismiss|eliminate|rule out|(?:do not|don['’]t|never|cannot|can['’]t|would not|wouldn['’]t) \w+)|\b(?:answers?|options?|choices?)\s+to\s+(?:avoid|reject|exclude|discard)\b|\bnot the (?:\w{1,12} )?(?:answer|option|choice|result)\b|\b(?:wrong|incorrect|mistaken|false|a mistake|misleading|absurd|foolish|naive|an error|a lie) to (?:say|claim|think|answer|conclude|assume|call|choose|pick|believe|state|put|write)\b|\b(?:false|untrue|wrong|incorrect|mistaken|not true|not so|not right|not the case|no longer true|lie|myth|nonsense|absurd|impossible|doubtful|unlikely|no way|nobody|no one|den(?:y|ies|ied)|doubt|refut\w{1,4}|disput\w{1,4}|reject\w{0,3}|disagree\w{0,2}|disbelieve)\b[^.!?;:]{0,40}\b(?:that|says?|said|believes?|thinks?|claims?|with)\b/i;
/** At the start of what stands behind a value: says that it is wrong. */
export const DENIED_BEHIND =
  /^[^\n.!?]{0,50}[,:;(–—-]\s?(?:no|wrong|incorrect|false|nope|❌|✗)(?![\p{L}-])[^\p{L}\n]{0,3}(?:$|\n)|^["')\]*}`$\s%.°]{0,6}(?:\((?:wrong|incorrect|no|false|not)\b|[-–—:,]?\s{0,3}(?:which |that |this |but (?:that |this |it )?)?(?:is|are|was|were|would be|will be|seems|looks|sounds|can be|must be|has been|have been|can)\s+(?:\w{1,12}\s+){0,2}?(?:wrong|incorrect|false|mistaken|untrue|invalid|not|never|no|ruled out|excluded|eliminated|rejected|out|impossible|refuted|unlikely|an? (?:\w{1,12} )?(?:trap|mistake|myth|distractor|lie|error|misconception|fallacy))\b|\s{0,3}(?:isn['’]?t|aren['’]?t|wasn['’]?t|can(?:no|['’])t be|won['’]t|doesn['’]t|does not|fails?\b|gets? (?:ruled|excluded|eliminated))|\?+["')\]*]{0,3}\s{0,3}(?:no\b|not\b|nope|never|nah|wrong|hardly|false|i (?:do not|don['’]t|doubt)|that (?:is|would be) (?:wrong|not)|of course not|absolutely not|unlikely)|,?\s{0,3}(?:but|though|yet|although) (?:not (?:quite|exactly|really|precisely)|only (?:almost|nearly))\b|\s{0,3}(?:❌|✗|✘|×\s*$)|\s{0,3}(?:不对|不正确|是错|错误|不是答案|ist falsch|est faux|es incorrect|è sbagliat|is onjuist))/iu;
/** Says that no answer is right, or that none can be given. */
export const NONE =
  /\b(?:none|neither|nothing|no (?:option|answer|choice|solution|one)|cannot be|can['’]?t be|undetermined|undecided|unknown|unclear|not (?:yet )?(?:listed|given|possible|known|there|clear|settled|decided)|n\/a|i (?:do not|don['’]?t) know)\b|以上都不/i;
/** Offers a guess. */
export const DOUBTED =
  /\b(?:maybe|perhaps|possibly|conceivably|might(?: well)? be|may(?: well)? be|could(?: well| also)? be|i guess|guessing|(?:my|a|wild|just|educated|best|random|lucky) (?:\w+ )?guess|^guess|not (?:quite |entirely |really |at all )?(?:sure|certain)|unsure|uncertain|no idea|who knows|hard to (?:say|tell)|lucky number|random(?:ly)?|i suppose|or (?:something|anything|whatever|some other \w+)|(?:has|have) been (?:proposed|suggested|rumou?red|claimed|put forward)|(?:was|were) (?:considered|discussed|a candidate|among the candidates)|unless (?:i|we|you|the question)\b|vielleicht|quizás|tal vez|peut-être|forse|talvez|возможно)\b|可能|也许|或许|たぶん|かもしれ|おそらく|아마|наверное|может быть|belki/iu;
/** Says that there is no answer. */
export const REFUSED =
  /\b(?:i|we)\s+(?:really\s+|simply\s+|just\s+)?(?:do not|don['’]?t|cannot|can['’]?t|could not|couldn['’]?t|was not able to|wasn['’]?t able to|were not able to|am not able to|am unable to|refuse to|won['’]?t|will not|would rather not|have no|had to)\s+(?:\w+\s+)?(?:know|tell|answer|say|determine|solve|finish|complete|figure|decide|idea|clue|find|give up|guess|choose|work)|\bgive up\b|\bno idea\b|\bno clue\b|\bunable to\s+(?:answer|tell|say|solve|determine|finish)\b|\bcannot be determined from me\b|^[\s*_]*no answer\b|不知道|我不清楚|keine ahnung|weiß (?:ich )?nicht|ich weiß es nicht|no lo sé|je ne sais pas|non lo so|não sei|не знаю/iu;
/** Reports an answer that is not the speaker's own, or not the final one. */
export const QUOTED =
  /\b(?:(?:many|some|most|other|few|several) (?:people|students|of (?:you|them|us)|would|might|may|say|think|claim|believe|answer|guess|persons|readers|models|sources|books)|(?:people|students|others|they|he|she|everyone|everybody|somebody|someone|critics|opponents|folklore|rumou?r|books?) (?:\w+ ){0,2}?(?:says?|said|thinks?|thought|claims?|claimed|believes?|believed|guess(?:es|ed)?|argues?|argued|suggests?|suggested|assumes?|assumed|answers?|answered|has it)|(?:you|one|it) (?:may|might|could|would|can) (?:also )?(?:be (?:tempt\w+|thought)|think|expect|guess|say|believe|assume|seem|look|appear)|did you (?:mean|think|say)|do you (?:mean|think)|it is (?:tempting|often said|sometimes said)|(?:a |the )?(?:common|frequent|typical|popular|usual) (?:mistake|error|answer|misconception|belief|guess|wrong)|(?:my |our |the )?(?:first|initial|earlier|previous|original) (?:thought|guess|answer|idea|instinct|impression|attempt|draft)|(?:at first(?: glance)?|initially|originally)[^.!?]{0,24}\b(?:thought|said|guessed|answered|believed|considered|looks?|seems?|appears?)|i (?:first|once|used to|had|initially|originally) (?:\w+ )?(?:thought|think|guessed|believed|said|considered|had)|one (?:may|might|could|would)|the (?:question|prompt|user|student|teacher|textbook|example|statement) (?:says|said|asks|asked|states|claims|suggests|gives)|(?:wants?|expects?|told|tells?|would like|forces?|begs?|paid|pays?) (?:me|us) to (?:say|answer|write|claim|put|output|give|reply)|on opposite day|in (?:an?|some|another) (?:parallel |alternative |alternate |different |imaginary |other )?(?:world|universe|reality|dream)|hypothetically|let['’]?s pretend|pretend(?:ing)?|for the sake of argument|jokingly|sarcastically|(?:before|until|prior to|yesterday|formerly|previously|last \w+)\b[^.;\n]{0,40}\banswers? (?:was|were|used to be)|(?:second|2nd|third|3rd|runner-up) (?:choice|guess|pick|best)|supposedly|allegedly|it is a myth|myth|(?:if|when) (?:we|you|one) (?:look|consider|read|take|examine|analy[sz]e|check|compare|pick(?:ed)?|chose|choose))\b|["“'‘](?:right|correct|official|best|true)["”'’] (?:answer|option|result)|\b(?:look(?:ing|s)? at|consider(?:ing)?|examin(?:e|ing)|analy[sz](?:e|ing)|as for|turning to)\s(?:option |choice |statement |answer )?\W{0,4}$/i;
/** "If we ignore the question, the answer is D; but …": supposed, then taken back in the same sentence. */
export const SUPPOSED = /\b(?:if|unless|suppos(?:e|ing)|assuming|imagine|were|had)\b/i;
export const BUT = /[;,.]?\s*\b(?:but|however|yet|though|although|in reality|in fact)\b/i;

/** Begins what explains a value and states none: "because 420 = 60 × 7". */
export const EXPLAINS =
  /[\s,;:(–—-]+(?:because|since|as (?!a\b|the\b|an\b|well\b|many\b|much\b|few\b|little\b)|given (?:that )?|due to|thanks to|based on|owing to|so that|which (?:is|was|means|makes|gives|comes|follows|equals|we|can|has|are)|where\b|whereas|while\b|for (?:the reason|he|she|it|they|we|there)\b|the reason being|in that|seeing that|when\b|after\b|compared (?:to|with)|more than|less than|denn|weil|da\b|porque|ya que|pues\b|car (?=il|elle|c['’]|le|la|on|ce)|parce que|puisque|perché|poiché|потому что|так как|because of)|[，、]?\s*(?:因为|因為|由于|なぜなら|왜냐하면)|\s+(?:i\.e\.|e\.g\.|namely|that is,)/iu;

/** The part of {@link EXPLAINS} that also cuts a sentence whose last value counts. */
export const EXPLAINS_LAST =
  /[\s,;:(–—-]+(?:because|since|as (?!a\b|the\b|an\b|well\b|many\b|much\b|few\b|little\b)|given (?:that )?|due to|based on|owing to|seeing that|even though|even if|although|despite|provided (?:that )?|denn|weil|porque|ya que|car (?=il|elle|c['’]|le|la|on|ce)|parce que|puisque|perché|потому что|так как)|[，、]?\s*(?:因为|因為|由于|なぜなら)|,\s(?:which is |that is |i\.e\.,? )?(?:about |roughly |exactly |only |just )?(?:(?:half|twice|double|three times|(?:one|a) (?:third|quarter)) (?:of )?(?:the|what|as)\b|compared (?:to|with)\b|unlike\b|up from\b|down from\b|(?:more|less|fewer|higher|lower|larger|smaller) than\b)|:\s+(?=[$€£]?\d[^=≈→:\n]{0,60}(?:\bplus\b|\band\b|\+)(?![^\n]*(?:=|≈|→|\b(?:makes?|makes|total\w*|is|are|gives?|equals?|sum|so|then|leaving|leaves)\b)))/iu;

/** Takes back what was said before it, whatever comes then. */
export const TAKES_BACK =
  /\b(?:(?:that|this|it|which|the above|what i (?:said|wrote)|my (?:\w+ )?(?:answer|result|choice|first \w+|guess)|the (?:answer|result|number|box|value|claim|statement) (?:above|before)?)\s*(?:is|was|'s|’s|were|looks|seems|would be|can(?:no|['’])?t be|cannot be|does not look|doesn['’]t look|is not|isn['’]t|wasn['’]t|was not)\s+(?:\w+\s+){0,2}?(?:wrong|incorrect|false|a mistake|an error|mistaken|nonsense|not (?:right|correct|true)|right\?|untrue|a lie|a joke|a typo|outdated|obsolete)|(?:that|this|it)\s+(?:can(?:no|['’])?t be|cannot be|can not be|isn['’]?t|is not|does not look|doesn['’]?t look|wasn['’]?t|was not)\s+(?:right|correct|true|it|so)|i (?:was|am|have been) (?:\w+ )?(?:wrong|mistaken|in error|joking|kidding|lying)|(?:they|he|she|those|these|all of them) (?:is|are|was|were) (?:all )?(?:wrong|mistaken|incorrect)|i (?:made|have made|had made) (?:a|an|some) (?:\w+ )?(?:mistake|error|slip|typo|blunder)|scratch that|strike that|ignore (?:that|this|the above|what)|disregard|forget (?:that|it|what i|the above)|never ?mind|i (?:take|took) (?:it|that|this) back|i (?:retract|withdraw|revoke|revise|correct)\b|i (?:have )?changed? my mind|(?:that|this|it) is not (?:my|the) (?:final )?answer|not so fast|as if[!.]|yeah,? right\b|just kidding|who believes (?:that|this)|(?:un)?less i am wrong)\b|撤回|我错了|说错|不对[，,。]|das (?:ist|war) falsch|c['’]est faux|(?:eso|esto) (?:es|está) (?:mal|incorrecto)/iu;
/** Looks at it again: another value that follows takes the place of the first; the same value confirms it. */
export const LOOKS_AGAIN =
  /(?:^|[\s(])(?:wait|hmm+|actually|correction|corrected|sorry|apologies|oops|whoops|hold on|on (?:second|further|closer) (?:thought|reflection|look|inspection|consideration)|on reflection|second thoughts?|thinking (?:again|about it)|come to think|let me (?:\w+ ){0,2}?(?:check|verify|re-?\w+|double|correct|rethink|redo|try|think|see)|(?:double|re)-?check\w*|checking again|re-?consider\w*|re-?calculat\w*|re-?comput\w*|re-?think\w*|i (?:mean|meant)|my (?:mistake|bad|apologies|fault)|mistake|edit|update|erratum|errata|or rather|rather|nein|no(?=\s*[,.;:!—–-]|\s+(?:wait|sorry|it|that|actually|i)\b)|nope|nah|moment|pardon|excuse me|instead|amended|revised|fix(?:ed)?|revision|should (?:be|have been|read)|it must be|perdón|entschuldigung|désolé|scusa|desculpe)(?=$|[\s,.;:!?—–-])|等等|更正|不，|抱歉|其实/iu;
/** Opens a sentence that only shows the working of an answer given before. */
export const SHOWS_WORK =
  /^[\s*_#>(-]*(?:check|verification|verify|proof|probe|explanation|reasoning|reason|why|note|steps?(?: \d+)?|work(?:ing)?|because|since|given|formula|source|example|p\.?s\.?|nb)\b\s*[*_]*\s*[:.–-]/i;
/** Opens a sentence that concludes. */
export const CONCLUDES =
  /(?:^|[,;:]\s*)(?:so|thus|hence|therefore|consequently|accordingly|in conclusion|to conclude|in summary|overall|finally|altogether|in total|this means|that means|which means|it follows|we (?:get|have|conclude|find|obtain)|i conclude|also|daher|also|por (?:lo )?tanto|entonces|donc|quindi|portanto|dunque|следовательно|итак|значит)\b|^(?:因此|所以|故|综上|따라서|よって|したがって)/iu;

/** Leaves the choice among several answers to the reader. */
export const WHICHEVER =
  /\b(?:(?:pick|choose|take|use|select|grade|accept|count) (?:whichever|whatever|the one|either|any|one of)|take your pick|whichever (?:one )?(?:you|fits|is|suits|works)|you (?:can |may |should )?(?:decide|choose|pick)|up to you|one of (?:these|them|the two|the above|those) (?:is|must|has|should|will))\b/i;

/** Right behind a claim: takes its certainty away. */
export const UNSURE_BEHIND =
  /^[\s.,;!—–-]*(?:or not\b|or maybe not\b|who knows|but i (?:am|['’]m) (?:not|just)|(?:i am|i['’]m) (?:only |just )?(?:guessing|not (?:at all |really |quite )?(?:sure|certain))|(?:just|only|that is|that['’]s) (?:just |only )?a (?:wild |lucky )?guess|i (?:made|have made) (?:it|this|that) up|do(?: not|n['’]t) quote me|at least i think so\?|no idea|hard to say)/i;
/** Says with a verb turned around that one never would. */
export const NEVER_WOULD =
  /\b(?:never|under no circumstances|at no point|in no case|by no means)(?: ever)? (?:would|will|should|could|can|do|did|shall) (?:i|we|you|one|anyone)(?: ever)? (?:say|choose|pick|answer|claim|accept|take|go (?:for|with)|write|call it)(?: that)?(?: it(?: is|['’]s))?\W{0,4}$/i;
/** Negates something in a clause that is read as a whole, wherever it stands. */
export const NEGATION =
  /\b(?:not?|never|neither|nor|none|cannot|kein\w*|nicht|pas|ni|nunca)\b|n['’]t\b|不|没/iu;
/** Sets something apart from the others in such a clause. */
export const SETS_APART = /\b(?:unlike|except|false|wrong)\b/i;
/** Offers a thing beside others, in a list or a sentence of its own. */
export const OR = /\b(?:or|oder|ou|oppure)\b|或|または/iu;
export const OFFERS_ALSO =
  /\b(?:or|equally|also|likewise|as well|alternatively|possibly|maybe|perhaps|just as|too|either|both|same|so (?:is|are|do|does|can))\b/i;
/** Says that a list runs the other way round. */
export const TURNED =
  /\b(?:in reverse|reversed?|backwards?|the other way|opposite|from right to left|right to left)\b/iu;
/** Behind an answer of several parts: leaves open whether it stands. */
export const LEAVES_OPEN =
  /\b(?:wrong|incorrect|mistake|scratch that|not right|wait|alternatively|maybe|perhaps|possibly|probably|guess\w*|not sure|i think|vielleicht|peut-être|quizás?|forse|talvez|falsch|erreur|faux|incorrecto)\b|错误|不对|可能|也许|間違|たぶん/iu;
/** "Zoey says that Mia is a knave": in front of a part, says that somebody says or supposes it. */
export const SAID_OR_SUPPOSED =
  /\b(?:says?|said|claims?|claimed|tells?|told|states?|stated|if|suppose|assume|assuming)\b/;
/** "I will not write ", "without a ": in front of a form, speaks of it. "Not 3 but " is no such lead. */
export const SPOKEN_OF =
  /(?:\b(?:not|never|cannot|without|nor)|n['’]t)\s{1,3}(?!(?:\S+\s+)?(?:but|rather|instead)\b)(?:[\w$]+\s+){0,2}\$?$/i;
/** In front of a value: makes a bound of it. */
export const BOUND_BEFORE =
  /(?:\b(?:more|less|fewer|greater|larger|smaller|higher|lower|other) than|\b(?:over|under|above|below|exceeds|almost|nearly|up to|between|from|at least|at most|about|around)|(?<![-=])[<>≤≥])\s*`?$/i;
/** "None, C included, is true.": no option of those named. */
export const NONE_OF_THEM =
  /^\W*(?:none|neither|no (?:option|answer|choice|one))\b(?! (?:but|other than|except))/i;
