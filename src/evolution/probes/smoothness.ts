/** A response, and the same response written otherwise: nothing of what it says has changed. */
export interface HarmlessEdit {
  readonly name: string;
  readonly text: string;
}

/** @returns the response with other white space, line ends and list marks */
export function harmlessEdits(text: string): HarmlessEdit[] {
  const edits: HarmlessEdit[] = [
    { name: 'space at the end', text: `${text} ` },
    { name: 'line break at the end', text: `${text}\n` },
    { name: 'line break before', text: `\n${text}` },
    { name: 'line ends of another system', text: text.replaceAll('\n', '\r\n') },
    { name: 'blank lines between lines', text: text.replaceAll(/\n(?=\S)/g, '\n\n') },
    { name: 'two spaces behind a sentence', text: text.replaceAll(/([.!?]) (?=[A-Z])/g, '$1  ') },
    { name: 'another list mark', text: text.replaceAll(/^- /gm, '* ') },
  ];
  return edits.filter((edit) => edit.text !== text);
}

/** What harmless edits do to the scores of a tool. */
export interface Smoothness {
  readonly edits: number;
  /** Largest change of a score, on the scale from 0 to 1. */
  readonly largest: number;
  /** Largest change over the share of the characters that the edit changed. */
  readonly steepest: number;
  /** Mean change: a pessimistic score is lower by a multiple of it. */
  readonly spread: number;
  /** The edit that changed most, and the response. */
  readonly worst: { readonly name: string; readonly text: string } | null;
}

/** @param changes of a score by one edit: the edit, the response, and how far the score moved on the scale from 0 to 1 */
export function smoothnessOf(
  changes: readonly {
    readonly name: string;
    readonly text: string;
    readonly edited: string;
    readonly moved: number;
  }[],
): Smoothness {
  let worst: (typeof changes)[number] | null = null;
  let [steepest, sum] = [0, 0];
  for (const change of changes) {
    const { text, edited, moved } = change;
    const share = Math.max(1, Math.abs(edited.length - text.length)) / Math.max(1, text.length);
    steepest = Math.max(steepest, moved / Math.min(1, share));
    sum += moved;
    if (!worst || moved > worst.moved) worst = change;
  }
  return {
    edits: changes.length,
    largest: worst?.moved ?? 0,
    steepest,
    spread: changes.length === 0 ? 0 : sum / changes.length,
    worst: worst && worst.moved > 0 ? { name: worst.name, text: worst.text } : null,
  };
}
