import { clip } from '../clip.ts';

/** One option of a multiple-choice prompt. `label` is the upper-case letter or the number, null for a dashed list. */
export interface Option {
  readonly label: string | null;
  readonly text: string;
}

const LABELLED =
  /(?:^|[\n\t]|[ ]{1,4})[ \t]{0,8}(?:[-*•>]\s?)?\*{0,2}(?:(?:\(([A-Za-z]|\d{1,2})\)|\[([A-Z])\]|([A-Za-z]|\d{1,2})[.):])\*{0,2}(?=\s)|[（【]([A-Z])[）】]|([A-Z])[、．])/g;
const LIST_HEADER =
  /(?:^|\n)[^\n]{0,60}\b(?:options|choices|candidates|possible answers)\b[^\n]{0,40}:[ \t]*\n/gi;

/**
 * Reads the options out of a prompt: "(A) …", "[A] …", "A. …", "A) …", "A: …" from A upwards (numbers from 1 only
 * under a header like "Options:"), else the dashed lines under such a header. Of several lists the last one counts,
 * since worked examples stand before the question.
 * @returns the options in order; [] where there are none
 */
export function parseOptions(prompt: string): Option[] {
  const text = clip(prompt, 60_000);
  const labelled = labelledOptions(text);
  const listed = listedOptions(text);
  return labelled.length >= 2 ? labelled : listed;
}

function labelledOptions(text: string): Option[] {
  let run: { label: string; style: string; end: number; texts: string[] } | null = null;
  let best: Option[] = [];
  const places = [...text.matchAll(LABELLED)].slice(-400);
  const headed = lastHeader(text) >= 0;
  const asksNumber =
    /\b(?:number of the (?:right |correct |best )?(?:option|answer|choice|statement)|option number|which (?:option|choice|numbered))\b/i.test(
      text,
    );
  const asks = /\b(?:which|choose|select|pick|following)\b/i.test(text);
  const keep = () => {
    if (run && run.texts.length >= 2)
      best = run.texts.map((option, index) => ({ label: nth(run!.label, index), text: option }));
  };
  for (const place of places) {
    const raw = place.slice(1).find((label) => label !== undefined)!;
    const style =
      (place[1] ? '(' : place[2] ? '[' : '.') +
      (/\d/.test(raw) ? '1' : raw === raw.toUpperCase() ? 'A' : 'a');
    if (style.endsWith('1') && !headed && !asksNumber && !(style === '(1' && asks)) continue;
    const start = place.index + place[0].length;
    if (run && style === run.style && raw.toUpperCase() === nth(run.label, run.texts.length)) {
      run.texts[run.texts.length - 1] = text.slice(run.end, place.index).trim();
      run.texts.push('');
      run.end = start;
    } else if (raw === 'A' || raw === 'a' || raw === '1') {
      close(run, text);
      keep();
      run = { label: raw.toUpperCase(), style, end: start, texts: [''] };
    }
  }
  close(run, text);
  keep();
  return best;
}

function close(run: { end: number; texts: string[] } | null, text: string): void {
  if (!run) return;
  const body = text.slice(run.end, run.end + 2_000);
  const stop = body.search(/\n/);
  run.texts[run.texts.length - 1] = (stop < 0 ? body : body.slice(0, stop)).trim();
}

function nth(first: string, index: number): string {
  return first === '1' ? String(index + 1) : String.fromCharCode(first.charCodeAt(0) + index);
}

function listedOptions(text: string): Option[] {
  const header = lastHeader(text);
  if (header < 0) return [];
  const options: Option[] = [];
  for (const line of text.slice(header, header + 4_000).split('\n')) {
    const item = /^\s{0,8}[-*•]\s+(.{1,400})$/.exec(line);
    if (item) options.push({ label: null, text: item[1]!.trim() });
    else if (line.trim() !== '' || options.length > 0) break;
  }
  return options.length >= 2 ? options : [];
}

function lastHeader(text: string): number {
  let end = -1;
  for (const match of text.matchAll(LIST_HEADER)) end = match.index + match[0].length;
  return end;
}
