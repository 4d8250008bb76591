import { languageOfName } from './language-names.ts';
import { languagesAsked } from './languages-asked.ts';

/** Characters at both ends of a prompt that are read: a request stands before or after the text that it is about. */
const HEAD = 1500;
const TAIL = 600;

/** Stems of the verb and the noun, in the scripts of some forty languages. */
const STEMS =
  /translat|übersetz|übertrag|trad[uú](?:i|c|z|ç)|trasláda|перев(?:ед|од|ест)|перекла[дс]|превед|превод|prevod|prevedi|prijevod|vertaal|vertal|przetłumacz|tłumacz|çevir|tercüme|översätt|oversett|oversæt|käännä|käännö|suomenna|tõlgi|tõlge|přelož|překlad|prelož|preklad|fordíts|fordít[áo]|μετάφρα|μεταφρά|terjemah|alih ?bahasa|isalin|salinwika|tafsiri|kutafsiri|itzuli|tradui[ux]|tradue|aistri|cyfieith|þýddu|išver|tulko|перакла|аудар|таржима|tarjima|orchuul|орчуул|ترجم|तर्जुमा|अनुवाद|भाषांतर|অনুবাদ|தமிழாக்கம்|மொழிபெயர்|అనువ|അനുവാദ|വിവർത്തന|תרגמ|תרגום|לתרגם|تعريب|แปล|翻[译訳譯]|[译訳譯](?:成|为|為|出|文|し|せ|す)|번역|옮겨|ថែ?បកប្រែ|dịch (?:sang|câu|đoạn|từ|giúp|văn|bài|ra|thuật|cho|các|tiếng|lại|hộ|dùm|những|toàn|phần|tài|thư)|^dịch\b|\bbản dịch|phiên dịch/imu;

/** "How do you say … in …": a word for saying, near the name of a language or a question for how. */
const SAYING =
  /\b(?:how (?:do|would|can|to) (?:you |i |we |one )?(?:say|write|express)|what(?:'s| is) the (?:\w+ )?(?:word|phrase|expression|term) for|wie (?:sagt|heißt|schreibt) (?:man|das|dieser?)?\b[^?\n]{0,80}\bauf\b|comment (?:dit-on|dire|on dit|écrit-on)|cómo (?:se dice|digo|se escribe|dirías)|come si dice|como (?:se diz|digo|se fala|dizer)|hoe zeg je|jak (?:się mówi|powiedzieć)|hur säger man|hvordan siger man|bagaimana (?:mengatakan|cara mengatakan)|nasıl (?:denir|söylenir|derim)|nói (?:thế nào|như thế nào))|как (?:будет|сказать|по-\p{L}{4,})|怎么说|怎麼說|用\p{L}{1,6}[语文語]怎|何と(?:言|い)|(?:어떻게|뭐라고) (?:말|해|하)|كيف (?:أقول|نقول|يقال|تقول)|कैसे कह(?:ते|ें|ा)|क्या कहते हैं/iu;

/** "The sentence below in Turkish", "the following in Dutch", "…, in German, please". */
const WANTED_IN =
  /\b(?:in|into|to|auf|en|em|in het|på)\s(?:simplified |traditional |brazilian |modern )?(\p{L}{4,20})\b/giu;
const OBJECT =
  /\b(?:the following|sentences?|text|below|above|phrase|paragraph|please|this|it|frase|texto|satz|phrase|texte|convert)\b/iu;
const MOST_LINE = 400;

/**
 * Whether a prompt asks for a translation: by a verb or a noun for it, by asking how something is said, or by naming the
 * language that the text is wanted in. A prompt that merely is in another language asks for none.
 */
export function asksForTranslation(prompt: string): boolean {
  const read = prompt.length <= HEAD + TAIL ? prompt : `${prompt.slice(0, HEAD)}\n${prompt.slice(-TAIL)}`;
  return STEMS.test(read) || SAYING.test(read) || languagesAsked(read) !== null || isWantedIn(read);
}

function isWantedIn(text: string): boolean {
  for (const found of text.matchAll(WANTED_IN)) {
    if (!languageOfName(found[1]!)) continue;
    const start = Math.max(text.lastIndexOf('\n', found.index) + 1, found.index - MOST_LINE);
    if (OBJECT.test(text.slice(start, found.index + found[0].length + 10))) return true;
  }
  return false;
}
