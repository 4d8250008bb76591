import type { CardAnswer } from './card-answer.ts';
import type { Contender } from './weigh-model.ts';

/** How a score may be read of each role; a card cannot say otherwise. */
const READINGS: Readonly<Record<Contender['role'], readonly string[]>> = {
  scalar: ['head'],
  'engine-scalar': ['head'],
  labels: ['head'],
  steps: ['steps', 'token-odds'],
  decoder: ['decoder-token'],
  package: ['head'],
  'rubric-judge': ['digit-mean', 'token-odds', 'verdict'],
};

/**
 * Checks a reading of a card against the facts and against the card itself.
 * @returns each contradiction in words; none where the reading may be used
 */
export function contradictions(reading: CardAnswer, { facts, role, needs }: Contender): string[] {
  const found: string[] = [];
  const card = flat(facts.card);
  const lost = lostQuotes(reading.quotes, facts.card);
  if (lost.length > 0) found.push(`the card does not say “${lost[0]}”`);
  const { read, render, maxTokens } = reading;
  if (!READINGS[role].includes(read.from))
    found.push(`a model that is ${role} is not read from ${read.from}`);
  const labels = facts.weights.head.state === 'found' ? facts.weights.head.rows : facts.config.labels;
  if (read.from === 'head' && labels !== null && read.index >= labels)
    found.push(`the head has ${labels} numbers, number ${read.index} is not there`);
  if (maxTokens !== null && facts.maxTokens !== null && maxTokens > facts.maxTokens)
    found.push(`its files allow ${facts.maxTokens} tokens, not ${maxTokens}`);
  if (render.as === 'chat' && facts.tokenizer.chatTemplate === false)
    found.push('its tokenizer has no chat template');
  const missing = reading.needs.find((need) => !needs.includes(need));
  if (missing) found.push(`it would need what nothing else shows: ${missing}`);
  const strange = literals(reading).find((text) => !card.includes(flat(text)));
  if (strange !== undefined) found.push(`“${strange}” stands nowhere in the card`);
  return found;
}

/** @returns those quotes that do not stand in the card */
export function lostQuotes(quotes: readonly string[], card: string): string[] {
  const text = flat(card);
  return quotes.filter((quote) => !text.includes(flat(quote)));
}

/** Texts that the model would be given word by word: each must come from the card. */
function literals({ render, read, endToken }: CardAnswer): string[] {
  const templates =
    render.as === 'template'
      ? [render.template]
      : render.as === 'pair'
        ? [render.first, render.second]
        : render.as === 'chat'
          ? [render.user ?? '', typeof render.system === 'object' ? render.system.text : '']
          : [];
  const pieces = templates.flatMap((template) => template.split(/\{\w+\}|\n/));
  const marks = [
    ...(endToken === null ? [] : [endToken]),
    ...(render.as === 'trajectories' ? [render.separator] : []),
    ...(read.from === 'steps' ? [read.token] : []),
    ...(read.from === 'decoder-token' ? [String(read.token)] : []),
  ];
  return [...pieces, ...marks].map((piece) => piece.trim()).filter((piece) => piece !== '');
}

/** Words alone: line breaks, as breaks or as `\n`, and runs of spaces count as one space. */
function flat(text: string): string {
  return text
    .replace(/\\n|\s+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}
