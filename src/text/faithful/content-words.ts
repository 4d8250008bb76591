/** Which words of a sentence stand for things, and which only hold it together. Words are folded: see `plainWords`. */

/** Between two things that may change places: a list, or a relation that holds both ways. */
export const EITHER_WAY = new Set(
  (
    'and or und oder et ou y o e und sowie plus with mit avec con com met meets married marries near next to beside opposite close by be ' +
    'like as same equals equal resembles versus vs against gegen contre contra neben bei near of from between the a an also both'
  ).split(' '),
);
/** Words that open a phrase which may stand in several places of a sentence. */
export const MOVES = new Set(
  (
    'in on at to for from with by of after before during since until about over under near because when while if as last next this yesterday today tomorrow ' +
    'nach vor in im an am auf mit von vom zu zum zur bei beim für durch seit während gegen über unter aus um ab wegen trotz gestern heute morgen dann dort hier jetzt auch noch ' +
    'à en dans sur pour avec sans depuis pendant après avant chez hier demain dès por para con sin desde durante tras ayer hoy su per da dopo prima ieri oggi na no em com'
  ).split(' '),
);
export const ARTICLES = new Set(
  'the a an der die das dem den des ein eine einem einer einen le la les l un une el los las una il lo gli i o os as um uma de het een'.split(
    ' ',
  ),
);
/** Words of three letters without content. */
const SHORT = new Set(
  (
    'who all any one out off per via now not but nor yet too has had its his her our she him you was are for get got put let may can did own few new old way ' +
    'day set say see use how why ago due end ich wir ihr ihm ihn uns sie hat vor bei zum zur aus mit von wie was wer war ist und der die das den dem des ' +
    'ein nur nun tag neu als bis ins ihr fût eux lui ils par sur les des une est pas que qui son ses sa tes mes nos vos leur ont ait dès peu bon car ' +
    'los las una uno por con sin del más muy son fue era sus mis tus hay han sea ser día dos che non gli dei del per con una uno tra fra suo sua lui lei dal nel ' +
    'sul più ciò mai poi già era ora com por não uma dos das nos nas seu sua foi são mas até bem het een van met aan bij uit wel nog dan dat der den det och ett'
  ).split(' '),
);
export const NUMBER_WORDS = new Set(
  'two six ten deux six dix zwei elf dos tres seis diez due tre sei'.split(' '),
);

/** @returns whether a word stands for a thing, a number, or what is done */
export function hasContent(word: string): boolean {
  return (
    word !== 'be' &&
    !ARTICLES.has(word) &&
    !EITHER_WAY.has(word) &&
    (word.length > 3 || (word.length === 3 && !SHORT.has(word)) || /\d/.test(word) || NUMBER_WORDS.has(word))
  );
}
