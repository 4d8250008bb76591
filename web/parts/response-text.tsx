import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { visible } from '../../src/text/visible.ts';
import type { Mark } from '../text/marks.ts';
import { type Segment, segmentsOf } from '../text/segments.ts';
import { type Window, windowsOf } from '../text/windows.ts';
import { Code } from './code.tsx';
import { countText } from './format.ts';
import { Maths } from './maths.tsx';

interface ResponseTextProps {
  readonly text: string;
  readonly marks?: readonly Mark[];
  /** The text as it was written, character by character. */
  readonly plain?: boolean;
}

/** Characters that one press of a button adds. */
const MORE = 20_000;

/**
 * A response as a person reads it: code as code, maths as maths, thinking apart, and what a tool read marked. Of a long text the
 * beginning, the end and what is marked are shown; the rest comes when it is asked for. All of it is text.
 */
export function ResponseText({ text, marks = [], plain = false }: ResponseTextProps) {
  const windows = useMemo(() => windowsOf(text, marks), [text, marks]);
  if (text === '') return <p class="quiet">(empty)</p>;
  return (
    <div class={`response${plain ? ' plain' : ''}`}>
      {windows.map((window) =>
        window.shown ? (
          <Piece key={window.from} text={text} window={window} marks={marks} plain={plain} />
        ) : (
          <LeftOut key={window.from} text={text} window={window} plain={plain} />
        ),
      )}
    </div>
  );
}

function LeftOut({
  text,
  window,
  plain,
}: {
  readonly text: string;
  readonly window: Window;
  readonly plain: boolean;
}) {
  const [shown, setShown] = useState<readonly Window[]>([]);
  const from = shown.at(-1)?.to ?? window.from;
  const left = window.to - from;
  const more = (): void => setShown([...shown, { from, to: Math.min(window.to, from + MORE), shown: true }]);
  return (
    <>
      {shown.map((one) => (
        <Piece key={one.from} text={text} window={one} marks={[]} plain={plain} />
      ))}
      {left > 0 && (
        <button type="button" class="left-out" onClick={more}>
          {countText(left)} characters left out: show {left > MORE ? countText(MORE) : 'them'}
        </button>
      )}
    </>
  );
}

interface PieceProps {
  readonly text: string;
  readonly window: Window;
  readonly marks: readonly Mark[];
  readonly plain: boolean;
}

function Piece({ text, window: { from, to }, marks, plain }: PieceProps) {
  const piece = text.slice(from, to);
  const inside = marks
    .filter((mark) => mark.to > from && mark.from < to)
    .map((mark) => ({
      ...mark,
      from: Math.max(0, mark.from - from),
      to: Math.min(piece.length, mark.to - from),
    }));
  const segments = useMemo(() => (plain ? [] : closeUp(piece, segmentsOf(piece))), [piece, plain]);
  if (plain) return <div class="prose">{marked(piece, 0, piece.length, inside)}</div>;
  const thinking = segments.filter((segment) => segment.thinking);
  const show = (segment: Segment) => (
    <SegmentView key={segment.start} text={piece} segment={segment} marks={inside} />
  );
  const before = segments.slice(0, thinking.length > 0 ? segments.indexOf(thinking[0]!) : segments.length);
  const after = thinking.length > 0 ? segments.slice(segments.indexOf(thinking.at(-1)!) + 1) : [];
  return (
    <>
      <Flow segments={before} show={show} />
      {thinking.length > 0 && (
        <details class="thinking" open={piece.length < 4_000}>
          <summary>Thinking</summary>
          <Flow segments={thinking} show={show} />
        </details>
      )}
      <Flow segments={after} show={show} />
    </>
  );
}

/** A formula on a line of its own, code, and thinking stand apart anyhow: line breaks beside them, and the tags of thinking, are left out. */
function closeUp(text: string, segments: readonly Segment[]): Segment[] {
  const apart = (segment: Segment | undefined): boolean =>
    segment !== undefined && (segment.sort === 'code' || segment.display === true);
  return segments.flatMap((segment, at) => {
    if (segment.sort !== 'prose') return [segment];
    let { start, end } = segment;
    if (segment.thinking) {
      start += /^\s*<think(?:ing)?>\s*/i.exec(text.slice(start, end))?.[0].length ?? 0;
      end -= /\s*<\/think(?:ing)?>\s*$/i.exec(text.slice(start, end))?.[0].length ?? 0;
    } else if (segments[at - 1]?.thinking) start += /^\s*/.exec(text.slice(start, end))![0].length;
    if (apart(segments[at - 1])) start += /^\s*\n/.exec(text.slice(start, end))?.[0].length ?? 0;
    if (apart(segments[at + 1])) end -= /\n\s*$/.exec(text.slice(start, end))?.[0].length ?? 0;
    return end > start ? [{ ...segment, start, end }] : [];
  });
}

/** Prose and formulas in one flow; code stands apart. */
function Flow({
  segments,
  show,
}: {
  readonly segments: readonly Segment[];
  readonly show: (segment: Segment) => ComponentChildren;
}) {
  const blocks: Segment[][] = [];
  for (const segment of segments) {
    const last = blocks.at(-1)?.at(-1);
    if (last && last.sort !== 'code' && segment.sort !== 'code') blocks.at(-1)!.push(segment);
    else blocks.push([segment]);
  }
  return (
    <>
      {blocks.map((block) =>
        block[0]!.sort === 'code' ? (
          show(block[0]!)
        ) : (
          <div key={block[0]!.start} class="prose">
            {block.map(show)}
          </div>
        ),
      )}
    </>
  );
}

function SegmentView({
  text,
  segment,
  marks,
}: {
  readonly text: string;
  readonly segment: Segment;
  readonly marks: readonly Mark[];
}) {
  const { sort, start, end, from, to } = segment;
  const touching = marks.find((mark) => mark.to > start && mark.from < end);
  if (sort === 'prose') return <>{marked(text, start, end, marks)}</>;
  const shown =
    sort === 'code' ? (
      <Code code={text.slice(from, to)} language={segment.language} />
    ) : (
      <Maths
        latex={text.slice(from, to)}
        source={text.slice(start, end)}
        display={segment.display ?? false}
      />
    );
  if (!touching) return shown;
  const isBlock = sort === 'code' || segment.display === true;
  return (
    <mark class={isBlock ? 'block' : undefined} title={`read by ${touching.tool}`}>
      {shown}
    </mark>
  );
}

/** A stretch of text in which what was read is marked. */
function marked(text: string, start: number, end: number, marks: readonly Mark[]): ComponentChildren[] {
  const shown: ComponentChildren[] = [];
  let past = start;
  for (const mark of marks) {
    const [from, to] = [Math.max(start, mark.from), Math.min(end, mark.to)];
    if (to <= from) continue;
    if (from > past) shown.push(visible(text.slice(past, from)));
    shown.push(
      <mark key={from} title={`read by ${mark.tool}`}>
        {visible(text.slice(from, to))}
      </mark>,
    );
    past = to;
  }
  if (past < end) shown.push(visible(text.slice(past, end)));
  return shown;
}
