/** Words around an answer, in the form in which words are compared: lower case, accents folded, without plural s. */

export const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Words that carry no answer of their own. */
export const STOP_WORDS = list(
  `a an the of in on at to and or by for with from into as is was are were be been being am it this that these those
   there their they he she his her him hi i you your we our its has have had do doe did will would can could shall who whom
   whose which what when where why how than then also so such about after before during between per s t called known
   name named answer respectively located situated found took take place`,
);

/** Function words of other languages, for questions that are asked in them. Folded. */
export const FUNCTION_WORDS = list(
  `der die das den dem des ein eine einen einem einer und ist sind war waren hat haben wird wurde es er sie mit von zu zum zur im in
   am an auf fur bei nach aus auch als le la les un une du de et est sont etait a ont il elle c qui que dans en sur pour par avec
   au aux ce cette ete son sa ses el los las una unos del y es son era fue ha han con lo al se lo gli uno di della dei e sono che da
   alla nel nella o os as um uma do dos das foi tem em na nos nas por ao в на и это был была было были является с из`,
);

/** Words that frame an answer without being one: "the correct answer is", "could be". */
export const FRAME_WORDS = list(
  `answer question correct right response final follow following option possible possibly candidate could may might
   would either or and maybe perhap probably likely sure think believe guess say be is are was were it one both all
   here my i so well yes ok okay actually`,
);

/** Openers that announce an answer and give none (the "master keys" of arXiv 2507.08794). */
export const OPENERS = list(
  `thought process solution solve solving problem step let us begin first explanation explain reasoning reason analysis
   respuesta solucion losung antwort reponse risposta ответ решение 解 解答 解説 かいせつ 答案 hello sure here`,
);

export const NEGATIONS = list(
  `not no never neither nor isnt wasnt arent werent didnt doesnt dont cannot cant wont false incorrect wrong
   incorrectly mistakenly mistaken myth untrue contrary misconception wrongly erroneously`,
);

/** Words that turn to something else. */
export const TURNS = list(
  'but however although though actually instead rather while whereas yet aber mais pero ma но',
);

export const HEDGES = list(
  `maybe perhap might possibly probably could unsure uncertain unclear either alternatively depending depend varie vary
   guess unless likely various several debated disputed`,
);

/** Beginnings of a refusal or of "I do not know", as they read after tokenizing. */
export const REFUSALS: readonly string[] = [
  'i do not know',
  'i dont know',
  'i am not sure',
  'im not sure',
  'i do not have',
  'i dont have',
  'im sorry',
  'i am sorry',
  'i apologize',
  'could not find',
  'couldnt find',
  'no information',
  'no definitive',
  'not clear',
  'unable to',
  'as an ai',
  'ai language model',
  'no record',
  'not specified',
  'do you mean',
  'more context',
  'more information',
  'not been announced',
  'no official',
  'please provide',
  'please specify',
  'not aware',
];

/** Verbs that stand between a thing and what is said of it. */
export const VERBS = list(
  'is was are were be been being has have had did do does called named died born became won',
);

/** Words of hearsay. */
export const DOUBTERS = list(
  `think thought believe believed people many some often commonly common popular popularly assume assumed claim claimed say said myth misconception rumor suppose supposed someone everyone most traditionally sometime expect`,
);

/** Words that set something against what was said. */
export const CONTRASTS = list(
  `but however although though actually instead rather while whereas yet wait correction sorry scratch reality truth nevertheless really contrary otherwise second fact anything`,
);
