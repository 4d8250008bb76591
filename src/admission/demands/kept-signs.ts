import { contentOf, sameSequence } from './content.ts';
import { allSay, type Demand, type Example, type Examples } from './demand.ts';

/** Words with which a prompt asks for its own text without other changes. */
const NOTHING_ELSE =
  /\b(?:chang(?:e|ing) nothing else|(?:leave|leaving|keep|keeping) (?:everything|all) else|nothing else (?:is |may be |should be )?(?:changed|different)|everything else (?:stays|unchanged|as it (?:is|was))|otherwise unchanged|verbatim|exactly as (?:it|they) (?:is|are|stands?)|punctuation (?:and \w+ )?(?:stays?|unchanged|as it is))\b/i;
const FEWEST = 3;

/** Demands to keep the punctuation of a text that the prompt gives and wants back without other changes. */
export function keptSignDemands({ rights }: Examples): Demand[] {
  if (rights.length < FEWEST || !allSay(rights, NOTHING_ELSE) || !rights.every(keepsSigns)) return [];
  return [
    {
      name: 'the punctuation of the text that the prompt gives',
      sure: true,
      holds: (prompt, { text }, original) =>
        !sameSequence(contentOf(text), contentOf(original.text), prompt) ||
        signsOf(text) === signsOf(original.text),
    },
  ];
}

/** Whether the marks at which sentences and clauses end stand in the prompt as they do in the response, one behind the other. */
function keepsSigns({ prompt, shape }: Example): boolean {
  const marks = (text: string) => text.replace(/[^.,;:!?]/g, '');
  return marks(shape.text) !== '' && marks(prompt).endsWith(marks(shape.text));
}

function signsOf(text: string): string {
  return text.replace(/[\p{L}\p{N}\s]/gu, '');
}
