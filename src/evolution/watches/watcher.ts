import { z } from 'zod';
import { alarmNearness } from '../statistics/detector.ts';
import { follow, meanBefore, newTrend, trend } from '../statistics/trend.ts';
import { Agreements, agreementsState } from './agreements.ts';
import type { Alarm } from './alarm.ts';
import { type Audit, chooseAudit } from './choose-audit.ts';
import { formOf } from './form-of.ts';
import { type Gain, Gains, gainsState } from './gains.ts';
import { auditReadings, auditSubject, groupReadings, type Reading } from './readings.ts';
import { newUsual, placeAmongUsual, usual } from './usual.ts';
import { VALUES_OF, WATCH_NAMES, WATCHES, type WatchName } from './watch-table.ts';
import type { WatchedGroup, WatchedRollout } from './watched-group.ts';

export const watcherSettings = z.object({
  /** Share of the groups of which one rollout is audited, where somebody can say whether it is right. */
  auditShare: z.number().min(0).max(1).default(0.2),
  /** The same where a tool is on its way to an alarm. */
  raisedShare: z.number().min(0).max(1).default(0.5),
  seed: z.number().int().default(1),
});
export type WatcherSettings = z.infer<typeof watcherSettings>;

const series = z.object({
  watch: z.enum(WATCH_NAMES),
  subject: z.string(),
  trend,
  /** The newest values with their rollouts, the newest last. */
  recent: z.array(z.object({ ids: z.array(z.string()), value: z.number(), at: z.number() })),
});
const forms = z.object({ groups: z.number(), seen: z.array(z.tuple([z.string(), z.number()])) });

/** All that a watcher knows: it goes on with this after a restart as if nothing had happened. */
export const watcherState = z.object({
  groups: z.number(),
  audits: z.number(),
  alarms: z.number(),
  /** Number of references that were begun: each has its own share of the error. */
  references: z.object({ group: z.number(), audit: z.number() }),
  series: z.array(z.tuple([z.string(), series])),
  usual: z.array(z.tuple([z.string(), usual])),
  forms: z.array(z.tuple([z.string(), forms])),
  agreements: agreementsState,
  gains: gainsState.default([]),
});
export type WatcherState = z.infer<typeof watcherState>;
type Series = z.infer<typeof series>;

/**
 * False alarms of all watches together in 20,000 queries: 0.3 from values of groups, 0.58 from audits at the usual share,
 * 0.09 from references. Each alarm's bound follows from these.
 */
const QUERIES = 20_000;
const ALARM_AT = {
  group: (QUERIES * VALUES_OF.group) / 0.3,
  audit: 8_000,
  graded: 100_000,
} as const;
const REFERENCE_ERRORS = { group: 0.02, audit: 0.07 } as const;

const KEPT_VALUES = 40;
const SHOWN_ROLLOUTS = 20;
const SHOWN_OF_GROUP = 8;
const NEAR = 0.5;
const FORMS_LEARNT_FROM = 100;
/** Share of the rollouts of the first groups from which on a form is usual. */
const USUAL_FORM = 0.01;

/** Watches a stream of scored groups. It changes nothing: what it says goes to people and to the loop, never to a reward. */
export class Watcher {
  readonly #settings: WatcherSettings;
  readonly #series: Map<string, Series>;
  readonly #usual: Map<string, z.infer<typeof usual>>;
  readonly #forms: Map<string, z.infer<typeof forms>>;
  readonly agreements: Agreements;
  readonly #gains: Gains;
  #groups: number;
  #audits: number;
  #alarms: number;
  readonly #references: WatcherState['references'];

  constructor(settings: WatcherSettings, state?: WatcherState) {
    this.#settings = settings;
    this.#series = new Map(state?.series);
    this.#usual = new Map(state?.usual);
    this.#forms = new Map(state?.forms);
    this.agreements = new Agreements(state?.agreements);
    this.#gains = new Gains(state?.gains);
    this.#groups = state?.groups ?? 0;
    this.#audits = state?.audits ?? 0;
    this.#alarms = state?.alarms ?? 0;
    this.#references = { ...(state?.references ?? { group: 0, audit: 0 }) };
  }

  state(): WatcherState {
    return {
      groups: this.#groups,
      audits: this.#audits,
      alarms: this.#alarms,
      references: { ...this.#references },
      series: [...this.#series],
      usual: [...this.#usual],
      forms: [...this.#forms],
      agreements: this.agreements.state(),
      gains: this.#gains.state(),
    };
  }

  /** Who gained from having no reward, by kind. */
  get gains(): Gain[] {
    return this.#gains.all();
  }

  get audits(): number {
    return this.#audits;
  }

  /** False alarms that are expected at most, of all watches together, in what was seen so far. */
  get expectedFalseAlarms(): number {
    const audits = this.#audits / ALARM_AT.audit + (2 * this.#audits) / ALARM_AT.graded;
    return (
      (this.#groups * VALUES_OF.group) / ALARM_AT.group +
      audits +
      REFERENCE_ERRORS.group +
      REFERENCE_ERRORS.audit
    );
  }

  /**
   * @param isAuditable whether somebody can say whether a rollout is right; by default whether it has a trusted verdict
   * @param isRaised whether the group is audited at the raised share in any case
   * @returns the rollout of the group that is to be audited, or null
   */
  choose(
    group: WatchedGroup,
    isAuditable: (rollout: WatchedRollout) => boolean = ({ trusted }) => trusted !== null,
    isRaised = false,
  ): Audit | null {
    const { auditShare, raisedShare, seed } = this.#settings;
    const watched = this.#series.get(keyOf('precision', auditSubject(group)));
    const isNear = isRaised || (watched !== undefined && alarmNearness(watched.trend.detector) > NEAR);
    return chooseAudit(group, isNear ? Math.max(auditShare, raisedShare) : auditShare, seed, isAuditable);
  }

  /**
   * Takes a group in, with the verdict of its audit where there is one.
   * @returns the alarms that it raises
   */
  see(group: WatchedGroup, audit: Audit | null = null, verdict: boolean | null = null): Alarm[] {
    this.#groups += 1;
    this.#gains.add(group);
    const readings = groupReadings(
      group,
      group.rollouts.map(({ text }) => formOf(text)),
      {
        place: (name, value) => placeAmongUsual(this.#usualOf(name), value),
        usualForms: (name, found) => this.#usualForms(name, found),
      },
    );
    const whole = group.rollouts.map(({ id }) => id);
    const alarms = readings.flatMap((reading) => this.#follow(reading, group, whole));
    if (!audit || verdict === null) return alarms;
    this.#audits += 1;
    this.agreements.add(auditSubject(group), audit.rollout.reward ?? 0, verdict, group.kl);
    const found = auditReadings(group, audit, verdict);
    return [...alarms, ...found.flatMap((reading) => this.#follow(reading, group, [audit.rollout.id]))];
  }

  #follow({ watch, subject, value }: Reading, group: WatchedGroup, ids: readonly string[]): Alarm[] {
    const key = keyOf(watch, subject);
    let entry = this.#series.get(key);
    if (!entry) {
      entry = { watch, subject, trend: this.#newTrend(watch, group.admitted), recent: [] };
      this.#series.set(key, entry);
    }
    const { detector } = entry.trend;
    const before = meanBefore(entry.trend);
    entry.recent.push({ ids: ids.slice(0, SHOWN_OF_GROUP), value, at: detector.seen + 1 });
    if (entry.recent.length > KEPT_VALUES) entry.recent.shift();
    const { onset } = detector;
    const evidence = follow(entry.trend, value);
    if (evidence === null) return [];
    const raised = this.#alarm(entry, group, { before, onset, evidence });
    entry.trend = this.#newTrend(watch);
    entry.recent = [];
    return [raised];
  }

  #alarm(
    { watch, subject, trend: { detector }, recent }: Series,
    { step, kind }: WatchedGroup,
    { before, onset, evidence }: { before: number; onset: number; evidence: number },
  ): Alarm {
    this.#alarms += 1;
    const { level, meaning, advice, of } = WATCHES[watch];
    const since = recent.filter(({ at }) => at > onset);
    const raising = since.filter(({ value }) => value < detector.mean).flatMap(({ ids }) => ids);
    return {
      id: String(this.#alarms),
      watch,
      level,
      subject,
      query: this.#groups,
      step,
      meaning,
      before,
      since: since.reduce((sum, { value }) => sum + value, 0) / Math.max(1, since.length),
      values: detector.seen - onset,
      evidence,
      alarmAt: detector.alarmAt,
      guarantee: `as long as the mean is ${detector.mean.toFixed(3)} or higher, one false alarm of this watch is expected in ${Math.round(detector.alarmAt)} ${of === 'audit' ? 'audits' : 'groups'} at most`,
      rollouts: raising.slice(-SHOWN_ROLLOUTS),
      advice,
      ...(watch === 'unscorable' && { gained: this.#gainedBy(subject === 'all' ? null : kind) }),
    };
  }

  /** The errors of all references together stay below their bound, however many begin: the k-th has 6/π²k² of it. */
  /** @param admitted what the tools were admitted with, for the first reference of their precision */
  #newTrend(watch: WatchName, admitted: number | null = null): Series['trend'] {
    const { of, areBits, tolerance } = WATCHES[watch];
    this.#references[of] += 1;
    const error = (REFERENCE_ERRORS[of] * 6) / (Math.PI * this.#references[of]) ** 2;
    const isGraded = watch === 'judged-high' || watch === 'judged-low';
    const prior = watch === 'precision' && admitted !== null ? { prior: admitted } : {};
    const alarmAt = isGraded ? ALARM_AT.graded : ALARM_AT[of];
    return newTrend({ alarmAt, areBits, tolerance, error, ...prior });
  }

  #gainedBy(kind: string | null): Gain[] {
    return this.#gains.all().filter((one) => kind === null || one.kind === kind);
  }

  #usualOf(name: string): z.infer<typeof usual> {
    const known = this.#usual.get(name) ?? newUsual();
    this.#usual.set(name, known);
    return known;
  }

  #usualForms(name: string, found: readonly string[]): number | null {
    const known = this.#forms.get(name) ?? { groups: 0, seen: [] };
    this.#forms.set(name, known);
    const counts = new Map(known.seen);
    if (known.groups < FORMS_LEARNT_FROM) {
      known.groups += 1;
      for (const form of found) counts.set(form, (counts.get(form) ?? 0) + 1);
      known.seen = [...counts];
      return null;
    }
    const all = known.seen.reduce((sum, [, count]) => sum + count, 0);
    return (
      found.filter((form) => (counts.get(form) ?? 0) >= USUAL_FORM * all).length / Math.max(1, found.length)
    );
  }
}

function keyOf(watch: string, subject: string): string {
  return `${watch} ${subject}`;
}
