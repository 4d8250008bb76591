/** Where in a response a claim stands. `whole`: the response is nothing else; `code`: in a code fence. */
export type Place =
  | 'tag'
  | 'boxed'
  | 'hashes'
  | 'json'
  | 'marker'
  | 'code'
  | 'bold'
  | 'line'
  | 'sentence'
  | 'whole';

/**
 * What a response does with a claim. `denied`: says that it is not so · `retracted`: takes it back later · `doubted`:
 * offers it as a guess · `quoted`: reports it as somebody else's, an earlier or a supposed answer.
 */
export type Stance = 'asserted' | 'denied' | 'retracted' | 'doubted' | 'quoted';

/** What a response says is the answer, before anybody has looked at the words around it. */
export interface PlacedClaim {
  readonly place: Place;
  /** What is claimed, trimmed, as written: the inside of a box or tag, what stands behind a marker. */
  readonly text: string;
  /** Where `text` starts and ends in the reading's text; the mark of a box, tag or marker starts at `from`. */
  readonly start: number;
  readonly end: number;
  readonly from: number;
  /** Where the mark ends: behind the closing brace or tag; `end` where there is none. */
  readonly until: number;
}
