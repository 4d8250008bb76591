import type { ToolCard } from '../spec/tool-card.ts';

export { shareOf } from '../spec/share-of.ts';

export type ScaleFacts = Pick<ToolCard, 'range' | 'type' | 'calibration'>;

/** Whether the raw values of all these tools may be combined: they have the same range and no calibration. */
export function haveOneScale(cards: readonly ScaleFacts[]): boolean {
  const [first] = cards;
  return cards.every(
    ({ range, calibration }) => !calibration && range[0] === first?.range[0] && range[1] === first.range[1],
  );
}

/** A reward model has no range of good values. Beside another tool its raw value needs a calibration. */
export function lacksScale({ type, calibration }: ScaleFacts): boolean {
  return type === 'reward-model' && !calibration;
}
