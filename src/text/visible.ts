/**
 * Text from outside, made safe to print. A terminal obeys control characters (it moves the cursor, hides text, writes the
 * clipboard) and bidirectional marks (they swap what is read), so they are shown and not sent.
 */

// C0 but for tab and line feed, DEL and C1, line separators, bidirectional marks and isolates, tags.
const CONTROL =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;

/** @returns the text with each control character as `\u{hex}`; line feeds and tabs stay, `\r\n` becomes `\n` */
export function visible(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(CONTROL, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

/** @returns JSON that means the same, in which every control character is an escape */
export function visibleJson(json: string): string {
  return json.replace(CONTROL, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
