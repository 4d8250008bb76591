import type { PromptView } from '../../../text/prompt/prompt-view.ts';
import { amountOf, readQuantity } from '../../../text/prompt/quantity.ts';
import { accompany, asksOfPart, type Finder, type Findings, isNegated, spanOf, WITHIN } from './finder.ts';

const BULLETS = new RegExp(
  `\\b(${amountOf('(?:markdown )?bullet(?:ed)?(?: |-)?(?:points?|lists? items?)?')})(?: in (?:the )?markdown(?: format)?)?`,
  'g',
);
/** "5 healthy snacks as bullet points": five items, one in each bullet. */
const ITEMS_AS_BULLETS = new RegExp(
  `\\b(${amountOf('(?:[\\p{L}-]+ ){1,6}?(?:as|in|using) (?:an? )?(?:bullet(?:ed)?[ -](?:points?|list|form)|bullets)')})\\b`,
  'gu',
);
const BULLET_HINTS = [
  /\buse (?:the )?(?:markdown )?bullets?(?: points?)?(?: such as| like)?:?(?: [*-] [^\n]{0,80})?/g,
  /,? ?\bin (?:the )?markdown(?: format| syntax)?\b/g,
  /(?:\bin (?:the )?markdown(?: format| syntax)?,? ?)?(?:\b(?:using|with|in) the (?:format below|following format|exact format|below format)|\bin (?:the )?markdown(?: format| syntax)?|\b(?:such as|like(?: this)?|for example|as follows|indicated by|as shown below)) ?:?(?=\s)/g,
  /\buse (?:\x01{3}|\*|-) to indicate (?:a |each )?bullet points?\b/g,
  /\b(?:one |an? )?example bullet(?: point)?s?:?/g,
  /^ {0,3}(?:[*-] [^\n]{0,80}|\.\.\.|…)$/gm,
];
const PIECES =
  '(?:sections?|parts?|phrases?|words?|sentences?|keywords?|texts?|pieces of text|segments?|points|items|areas)';
const HIGHLIGHTS = new RegExp(
  `\\b(?:highlight|italici[sz]e|emphasi[sz]e|bold)(?:ing)? (${amountOf(`(?:\\w+ ){0,2}?${PIECES}`)})|\\b(${amountOf(`(?:text |different )?${PIECES}`)})(?: (?:of|in) (?:your|the) \\w+)? (?:(?:should|must|need to|has to|have to|are|is|to) )?(?:be )?(?:highlighted|italici[sz]ed|emphasi[sz]ed|in (?:italics?|bold))|\\b(${amountOf(`(?:highlighted|italic|italicized|bold) (?:text )?${PIECES}`)})`,
  'g',
);
const HIGHLIGHT_HINTS = [
  /\b(?:use markdown to|that has titles|in your (?:answer|response|reply)(?= with markdown))/g,
  /,? ?(?:\b(?:in|with|using|by) (?:the )?markdown(?: format| syntax)?)?,? ?\(?(?:\b(?:i\x02e[.\x02]?|e\x02g[.\x02]?|i\.e|such as|like|for example|example)[,:]? ?)?(?:\*{1,2}[^*\n]{1,60}\*{1,2}(?:,? (?:and )?|\)?)){1,6}(?:etc[.\x02]?)?/g,
  /\b(?:in|with|using) (?:the )?markdown(?: format| syntax)?\b/g,
];
const SECTION_NAME = '(\\x01{5,40}|[\\p{L}]{2,20} x\\b(?:, ?(?:where )?[^.\\n]{0,40})?)';
const SECTION_MARK = new RegExp(
  `\\b(?:(?:mark|label|indicate|start|begin|title|head|name|separate)${WITHIN}{0,30}? each (?:section|paragraph|part|day|chapter)(?: in your \\w+)? (?:with|as|by)|each (?:section|paragraph|part|day|chapter) (?:(?:should|must|has to|needs to) )?(?:be )?(?:starts?|begins?|marked|labell?ed|headed|titled|starting|beginning|named)(?: with| by| as)?) (?:the word |the words )?${SECTION_NAME}`,
  'gu',
);
/** Lines that show what sections look like. */
const SECTION_HINTS = [
  /,? ?\b(?:such as|like|for example):?(?=\s*\n)/g,
  /^ {0,3}\p{L}{2,20} \d{1,2}:?$/gmu,
  /^ {0,3}\[content of [^\]\n]{1,30}\]$/gm,
];
const SECTION_AMOUNT = new RegExp(
  `\\b(${amountOf('(?:different )?(?:sections?|paragraphs?|parts|days|chapters)')})`,
  'g',
);
const JSON_WHOLE = new RegExp(
  `\\b(?:(?:entire|whole|full|complete) (?:output|response|answer|reply)${WITHIN}{0,60}?\\bjson(?: format| code block| object| block)?|(?:wrap|put|format) (?:your |the )?(?:answer|response|output|reply|it)(?: \\w+){0,3} json(?: format| object)?|(?:response|answer|reply|output) (?:must|should|has to|needs to) be (?:\\w+ ){0,3}?json(?: format| object)?|(?:output|return|respond with|reply with|answer with) (?:only )?(?:valid |pure )?json(?: only)?|(?:answer|respond|reply)(?: \\w+){0,2} (?:in|using|with) (?:valid )?json(?: format)?(?: only)?)`,
  'g',
);
const JSON_IN =
  /\b(?:in|as) (?:a |the )?(?:valid )?json(?: format| object)?(?! (?:file|data|string|schema|key|field|array|api))(?=[.,;!\s]|$)/g;
const WRITES =
  /^(?:please )?(?:can you |could you )?(?:write|give|create|generate|provide|compose|draft|produce|list|describe|make|output|return)\b/;
const JSON_HINTS = [
  /,? ?\b(?:and|with|but) nothing else\b(?: (?:before|after|around) it)?/g,
  /\b(?:you (?:can|may|could) )?(?:use|using) markdown ticks?(?: such as (?:```|\x01{3,9}))?/g,
  /\b(?:do not|don't) add anything (?:before|after)(?: (?:and|or) (?:before|after))? the json(?: code)?(?: block)?/g,
];
const TITLE = new RegExp(
  `\\b(?:titles?|name|answer|response)${WITHIN}{0,70}?(?:(?:in|with|by|inside) double (?:angular|angle) brackets?|(?:in|with|by|inside|like|as) <<[^<>\\n]{1,60}>>)|\\bdouble (?:angular|angle) brackets?`,
  'g',
);
const TITLE_LEAD = /\b(?:title|name|answer)\b/;
const TITLE_HINTS = [
  /,? ?\(?(?:\b(?:i\x02e[.\x02]?|e\x02g[.\x02]?|i\.e|such as|like|for example)[,:]? ?)?<<[^<>\n]{1,60}>>\)?/g,
];
const THREE_ANSWERS =
  /(?:\b(?:answer|respond|reply|choose|pick|say|response|contain|include|be|options|phrases|with|following)\b[^.!?\n]{0,80}?)?["']?my answer is yes[\s\S]{1,12}my answer is no[\s\S]{1,12}my answer is maybe\.?["']?/g;

const bullets: Finder = (view, findings) => {
  if (!view.text.includes('bullet')) return;
  for (const match of view.text.matchAll(BULLETS)) {
    const quantity = readQuantity(match[1]!);
    const span = spanOf(match);
    if (!quantity || quantity.least === undefined || quantity.least !== quantity.most) continue;
    if (!/\bpoint|bullets?$|bullets?\b/.test(match[1]!) || isNegated(view, span[0])) continue;
    if (/\beach|every\b/.test(view.text.slice(Math.max(0, span[0] - 30), span[1] + 20))) continue;
    findings.add('detectable_format:number_bullet_lists', { num_bullets: quantity.least }, span);
    accompany(view, findings, ...BULLET_HINTS);
  }
  for (const match of view.text.matchAll(ITEMS_AS_BULLETS)) {
    const quantity = readQuantity(match[1]!);
    if (!quantity?.least || quantity.least !== quantity.most || isNegated(view, match.index)) continue;
    if (
      /\b(?:each|every|per)\b/.test(
        view.text.slice(Math.max(0, match.index - 30), match.index + match[0].length + 20),
      )
    )
      continue;
    findings.add('detectable_format:number_bullet_lists', { num_bullets: quantity.least }, spanOf(match));
  }
};

const highlights: Finder = (view, findings) => {
  if (!/highlight|italic|bold|emphasi/.test(view.text)) return;
  for (const match of view.text.matchAll(HIGHLIGHTS)) {
    const quantity = readQuantity(match[1] ?? match[2] ?? match[3] ?? '');
    if (!quantity || quantity.least === undefined) continue;
    if ((quantity.most !== undefined && !quantity.bare) || isNegated(view, match.index)) continue;
    findings.add(
      'detectable_format:number_highlighted_sections',
      { num_highlights: quantity.least },
      spanOf(match),
    );
    accompany(view, findings, ...HIGHLIGHT_HINTS);
  }
};

const sections: Finder = (view, findings) => {
  for (const mark of view.text.matchAll(SECTION_MARK)) {
    const at = mark.index + mark[0].indexOf(mark[1]!);
    const written = view.raw.slice(at, at + mark[1]!.length).replaceAll(/["'`“”]/g, '');
    const splitter = /^(\p{L}{2,20}) [Xx]\b/u.exec(written)?.[1];
    const amounts = [...view.text.matchAll(SECTION_AMOUNT)];
    const read = amounts.map((amount) => readQuantity(amount[1]!));
    const quantity = read[0];
    if (!splitter || !quantity?.least || read.some((other) => other?.least !== quantity.least)) continue;
    if (quantity.most !== undefined && !quantity.bare) continue;
    const kwargs = { section_spliter: splitter, num_sections: quantity.least };
    findings.add('detectable_format:multiple_sections', kwargs, spanOf(mark), ...amounts.map(spanOf));
    accompany(view, findings, ...SECTION_HINTS);
  }
};

const json: Finder = (view, findings) => {
  if (!view.text.includes('json')) return;
  for (const match of view.text.matchAll(JSON_WHOLE)) addJson(view, findings, spanOf(match));
  for (const match of view.text.matchAll(JSON_IN)) {
    const sentence =
      view.text
        .slice(0, match.index)
        .split(/[.!?\n]/)
        .at(-1) ?? '';
    if (WRITES.test(sentence.trimStart())) addJson(view, findings, spanOf(match));
  }
};

function addJson(view: PromptView, findings: Findings, span: readonly [number, number]): void {
  if (isNegated(view, span[0]) || asksOfPart(view, span)) return;
  findings.add('detectable_format:json_format', {}, span);
  accompany(view, findings, ...JSON_HINTS);
}

const title: Finder = (view, findings) => {
  if (!/<<|double ang/.test(view.text)) return;
  for (const match of view.text.matchAll(TITLE)) {
    const [start, end] = spanOf(match);
    if (!TITLE_LEAD.test(view.text.slice(Math.max(0, start - 60), end)) || isNegated(view, start)) continue;
    findings.add('detectable_format:title', {}, [start, end]);
    accompany(view, findings, ...TITLE_HINTS);
  }
};

const threeAnswers: Finder = (view, findings) => {
  if (!view.folded.includes('my answer is')) return;
  for (const match of view.folded.matchAll(THREE_ANSWERS))
    findings.add('detectable_format:constrained_response', {}, spanOf(match));
};

export const formatFinders: readonly Finder[] = [bullets, highlights, sections, json, title, threeAnswers];
