import { Acquisitions } from '../agents/acquisitions/acquisitions.ts';
import { acquireSettings } from '../agents/acquisitions/settings.ts';
import { choiceSettings } from '../agents/web-agent/demand.ts';
import { Evolution } from '../evolution/loop/evolution.ts';
import type { EvolutionPlace } from '../evolution/loop/evolution-place.ts';
import { evolutionSettings } from '../evolution/loop/settings.ts';
import { loadToolVersion } from '../library/added-tools/load-added-tools.ts';
import { builtInLibrary } from '../library/built-in.ts';
import { Library } from '../library/library.ts';
import { withRegistry } from '../library/registry/open-registry.ts';
import { publishTool } from '../library/registry/publish.ts';
import type { Assignment } from '../spec/assignment.ts';
import { query } from '../spec/query.ts';
import type { Reward } from '../spec/reward.ts';
import type { RecordedGroup } from '../store/ledger.ts';
import { openHomeFiles } from '../store/open-registry.ts';
import { sampleTool } from './sample-tool.ts';

/** What a loop finds in the ledger: groups of one rollout, from one number to another. */
export interface Situation {
  readonly groups: number;
  /** From this group on the verdicts are turned: everything is right, or with `exploited` nothing is. */
  readonly turnsAt: number;
  readonly exploited: boolean;
}

const KIND = 'puzzle.sample';
const TOOL = 'half';
const SLOTS = { correctness: 1, quality: null, format: null, efficiency: null, safety: null };
const FUTURE = 8e15;

/** One look of the loop over a home, whose scoring is a script. For tests of crashes: nothing of it takes long. */
export async function lookOnce(home: string, situation: Situation): Promise<void> {
  const place = await scriptedPlace(home, situation);
  const withdraw = situation.exploited;
  const settings = evolutionSettings.parse({ auditShare: 1, raisedShare: 1, withdraw });
  await (await Evolution.open(place, settings)).look();
}

async function scriptedPlace(home: string, situation: Situation): Promise<EvolutionPlace> {
  const { published } = await withRegistry({ home }, (registry) => registry.head());
  const parts = published.map(({ id, version, evidence }) => ({
    tool: loadToolVersion(home, id, version).tool,
    evidence,
  }));
  const library = new Library(parts);
  const first = (await withRegistry({ home }, (registry) => registry.entries())).at(-1)!;
  const [before] = (await withRegistry({ home }, (registry) => registry.publishedAt(first.seq))).cards;
  const isNew = new Map<string, boolean>();
  const groups = Array.from({ length: situation.groups }, (_, at) => groupAt(at, before!.version));
  return {
    home,
    files: await openHomeFiles(home),
    ledger: {
      scanGroups: async function* ({ afterRecord = '' } = {}) {
        for (const group of groups) if (group.records[0]!.record > afterRecord) yield group;
      },
      scanRewards: async function* () {},
      getReward: async () => null,
    },
    feedback: {
      verdictOn: async (key, text) => verdictOn(situation, Number(key), text),
      add: async () => 0,
      list: async () => [],
      close: async () => {},
    },
    library: () => library,
    worthIn: async () => null,
    valuesOf: async () => [],
    audit: async () => null,
    models: choiceSettings.parse({}),
    replay: async (list, snapshot) => {
      if (!isNew.has(snapshot)) {
        const content = await withRegistry({ home }, (registry) => registry.snapshot(snapshot));
        const version = content?.cards.find(({ id }) => id === TOOL)?.version;
        isNew.set(snapshot, version !== undefined && version !== before!.version);
      }
      return list.map(({ records }) =>
        records.map(({ reward, rollout }) => ({
          ...reward,
          reward: isNew.get(snapshot) ? (rollout?.text === 'good' ? 1 : 0) : 1,
        })),
      );
    },
  };
}

function verdictOn({ turnsAt, exploited }: Situation, at: number, text: string): boolean {
  if (exploited) return at < turnsAt;
  return at >= turnsAt || text === 'good';
}

function groupAt(at: number, version: string): RecordedGroup {
  const asked = query.parse({ messages: [{ role: 'user', content: `puzzle ${at}` }], kind: KIND });
  const record = String(at).padStart(8, '0');
  const rollout = { text: at % 2 === 0 ? 'good' : 'bad' };
  const assignment: Assignment = {
    kind: KIND,
    confidence: 1,
    tools: [{ id: TOOL, version, weight: 1 }],
    truncated: 'score',
    rung: 'rule',
    reason: '',
    snapshot: '',
  };
  const reward: Reward = {
    id: record,
    record,
    reward: 1,
    status: 'scored',
    kind: KIND,
    slots: SLOTS,
    flags: [],
    assignment,
    results: [{ tool: TOOL, version, status: 'scored', value: 1, evidence: {}, ms: 0 }],
  };
  const shared = { context: {}, query: asked, queryKey: String(at) };
  const kept = {
    record,
    at: FUTURE,
    group: null,
    rollout,
    textHash: null,
    finishReason: null,
    rescoredFrom: null,
    reward,
  };
  return { id: null, ...shared, assignment, records: [{ ...shared, ...kept }], size: 1 };
}

/** One acquisition with two questions, whose tool is published. A lease of a process that died ends at once. */
export async function acquireOnce(home: string, asked: (question: string) => void): Promise<string> {
  const library = builtInLibrary();
  const acquisitions = new Acquisitions({
    home,
    settings: acquireSettings.parse({}),
    keepTexts: true,
    lease: { ms: 1, renewEveryMs: 3_600_000 },
    library: () => library,
    openModel: async () => ({
      name: 'scripted',
      complete: async ({ purpose }) => {
        asked(purpose);
        return { text: purpose, inputTokens: 1, outputTokens: 1, model: 'scripted' };
      },
    }),
    acquire: async (_request, model) => {
      for (const purpose of ['design', 'write']) await model!.ask({ purpose, system: '', prompt: purpose });
      const { record, sources, evidence } = await sampleTool('acquired', '1');
      return { outcome: 'admitted', record, sources, evidence: evidence! };
    },
    keep: async (outcome, id) => {
      if (outcome.outcome === 'admitted') await publishTool({ home }, outcome, { by: id });
    },
  });
  try {
    const asks = query.parse({ messages: [{ role: 'user', content: 'Write a poem that rhymes.' }] });
    const target = { what: 'constraint' as const, id: 'style:rhyme' };
    const { status } = await (await acquisitions.request({ target, queries: [asks], rollouts: [], seed: 1 }))
      .done;
    return status;
  } finally {
    await acquisitions.close();
  }
}
