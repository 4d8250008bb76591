import type { NamedAnswer, WordSpan } from './words-read.ts';

const KIN =
  'rival|friend|son|daughter|father|mother|wife|husband|brother|sister|cousin|uncle|aunt|student|pupil|disciple|teacher|mentor|successor|predecessor|follower|admirer|contemporary|colleague|critic|enemy|opponent|opposite|neighbou?r|heir|namesake|fan|imitator|imitation|copy|version|replica|relative|assistant|secretary|ally';
/** The same in German, French, Spanish and Italian. */
const KIN_ELSEWHERE =
  'schüler|schülerin|lehrer|lehrerin|frau|ehefrau|ehemann|sohn|tochter|freund|freundin|bruder|schwester|mutter|vater|vorgänger|nachfolger|rivale|gegner|anhänger|' +
  'élève|disciple|maître|fils|fille|femme|mari|ami|amie|frère|sœur|mère|père|rival|successeur|prédécesseur|' +
  'alumno|alumna|maestro|discípulo|hijo|hija|esposa|esposo|amigo|amiga|hermano|hermana|madre|padre|sucesor|' +
  'allievo|allieva|figlio|figlia|moglie|marito|amico|amica|fratello|sorella|successore';
/** At the end of what stands before a name: gives it another role than that of the answer. */
const OTHER_ROLE = new RegExp(
  `(?<!\\p{L})(?:after|before|following|preceding|preceded|succeeded|succeeding|unlike|like|than|besides|alongside|(?:compar(?:ed|able)|contrast(?:ed)?|confused?|confusing|rival(?:led|ing)|compete[ds]?|competing|competition) (?:with|to|by)|mistaken for|(?:as )?(?:a |in )?(?:tribute|homage|answer|reply|response|reaction|contrast|thanks|gift|letter) (?:to|from)|dedicated to|devoted to|in hono[u]?r of|in memory of|(?:days|time|times|era|age|reign|style|manner|shadow|footsteps|wake|spirit|presence|absence|tradition|name|school|help|works?|example) of|(?:${KIN})s? (?:of|to)|influenced by|inspired by|taught by|succeeded by|preceded by|encouraged by|admired by|praised by|named (?:after|for)|next to|close to|near|outside(?: of)?|on the outskirts of|(?:north|south|east|west) of|in der nähe von|unweit von|près de|cerca de|vicino a|(?:${KIN_ELSEWHERE}) (?:von|vom|des|der|de|du|del|di|da)|(?:well |far |just |shortly )?ahead of|followed by|second to|runner-up to|half(?: of)?|twice|double|triple|(?:more|less|fewer|greater|other|rather|larger|smaller|higher|lower) than|(?:not |nowhere )?(?:far|different|distinct|apart) from|opposed to|as opposed to|opposite|thought of|think of|thinking of|expect(?:ed|ing)?|in place of|on behalf of|(?:man|woman|person|people|one|someone|boy|girl|actor|assassin|killer) who(?:m)? \\w+|admir(?:ed|es|ing)|met|knew|replac(?:ed|es|ing)|succeeds|succeeded|beat|defeated|overtook|outdid|contrary to|refus(?:e|ed|es) to (?:say|name|give)|i would say|tempted to say|pretend(?:ing)? (?:it is|that it is)?|far from being|anything but|everything but|except|excluding)\\s+(?:the |a |an |being |by |for |to |old |young |great |famous |poor |late |(?:our|his|her|their) ){0,2}$`,
  'iu',
);
const BARE_WORDS = 6;
/**
 * Whether a text names the answer only beside another one: "Y did, shortly after X", "Y, a pupil of X", "X's Wall".
 * Words that the question uses itself give no other role.
 */
export function isOnlyInAnotherRole(named: NamedAnswer, prompt: string, answer: string): boolean {
  const { spans } = named;
  return (
    spans.length > 0 &&
    spans.every((span) => isInAnotherRole(named, span, prompt.toLowerCase(), answer.replace('’', "'")))
  );
}

function isInAnotherRole(
  { words: said, text }: NamedAnswer,
  span: WordSpan,
  prompt: string,
  answer: string,
): boolean {
  const start = said[span.from]!.start;
  const end = said[span.to - 1]!.end;
  const before = text.slice(Math.max(0, start - 60), start);
  const match = OTHER_ROLE.exec(before);
  if (match) {
    const words = match[0].trim().toLowerCase().split(/\s+/);
    const isAsked = words.some((word) => word.length > 3 && prompt.includes(word));
    if (!isAsked) return true;
  }
  // "R was succeeded by Y" answers who was succeeded.
  const passive = /^\s+(?:was|is|were|had been|has been)\s+(\w{3,20})\s+by\b/i.exec(
    text.slice(end, end + 60),
  );
  if (
    passive &&
    new RegExp(`\\b(?:who|which(?: \\w+)?|what)\\s+${passive[1]!.toLowerCase()}\\b`).test(prompt)
  )
    return true;
  const isOwner = /['’]s?$/.test(text.slice(start, end)) && /^\s+\p{L}/u.test(text.slice(end));
  return isOwner && said.length <= BARE_WORDS && !/\bwhose\b/.test(prompt) && !answer.endsWith("'s");
}
