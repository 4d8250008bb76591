import { FunctionPool } from '../../src/sandbox/functions/function-pool.ts';
import { inspectPython } from '../../src/sandbox/functions/inspect-python.ts';
import { JavaScriptSandbox } from '../../src/sandbox/javascript/run-javascript.ts';
import type { JsonValue } from '../../src/spec/json.ts';
import { scoreOne } from '../../src/spec/prepared-tool.ts';
import { query } from '../../src/spec/query.ts';
import type { PreparedTool } from '../../src/spec/tool.ts';
import { toToolQuery } from '../../src/tools/fixtures.ts';
import { unitTests } from '../../src/tools/unit-tests/index.ts';
import { cppCandidate } from './cpp-candidates.ts';
import { functionCandidate, scriptCandidate } from './function-candidates.ts';
import type { Draw } from './hostile-frames.ts';
import { javaCandidate } from './java-candidates.ts';
import { javascriptCandidate } from './javascript-candidates.ts';
import { pythonCandidate } from './python-candidates.ts';

/** What came of one attack: whether it was paid, which none may be, and how it ended, in a word. */
interface Attacked {
  readonly paid: boolean;
  readonly outcome: string;
}

/** Something that is attacked. No candidate solves its task, so a reward is a forged verdict. */
export interface Target {
  readonly name: string;
  /** How often it is chosen: what must be compiled, less. */
  readonly weight: number;
  readonly attack: (draw: Draw) => string;
  readonly judge: (source: string) => Promise<Attacked>;
}

/** @returns the judge of a row of tests */
export function prepared(tests: JsonValue): PreparedTool {
  return unitTests.prepare(toToolQuery(query.partial().parse({ tests })), { caseSeconds: 0.5 });
}

function ofTests(language: string, tests: JsonValue): Target['judge'] {
  const judge = prepared(tests);
  return async (source) => {
    const verdict = await scoreOne(judge, { text: `\`\`\`${language}\n${source}\n\`\`\`` });
    if (verdict.status === 'failed')
      return { paid: false, outcome: `failed: ${verdict.error.message.slice(0, 60)}` };
    if (verdict.status === 'unscored') return { paid: false, outcome: 'unscored' };
    const told = verdict.evidence.outcome;
    return { paid: verdict.value > 0, outcome: typeof told === 'string' ? told : 'output' };
  };
}

const CALL = { prompt: '', messages: [], response: '', steps: [], reference: null };

/** A reward function may say what it likes; no more is asked than that it is answered in one of the known ways. */
async function inFunction(source: string): Promise<Attacked> {
  const found = await inspectPython(source);
  const settings = { source, found, trust: 'sandbox', grants: [], environment: null } as const;
  const pool = new FunctionPool({ ...settings, callMs: 1_000, memoryBytes: 256 * 1024 * 1024 }, 1);
  const outcome = await pool.call(CALL);
  await pool.close();
  const spoilt = outcome.kind === 'value' && !Number.isFinite(outcome.value);
  return {
    paid: spoilt,
    outcome: outcome.kind === 'no-sandbox' ? 'failed: no sandbox' : `function ${outcome.kind}`,
  };
}

const engine = new JavaScriptSandbox(1);

async function inEngine(source: string): Promise<Attacked> {
  const run = await engine.run({ source, entry: 'attack', inputs: [{ list: [1] }], limitMs: 150 });
  const next = await engine.run({
    source: 'function attack(a) { return a; }',
    entry: 'attack',
    inputs: [42],
  });
  const spoilt = !next.ok || next.value !== 42;
  return { paid: spoilt, outcome: run.ok ? 'quickjs answer' : `quickjs ${run.error.code}` };
}

/** Ends what the targets hold. */
export const closeTargets = (): Promise<void> => engine.close();

const python = (name: string, tests: JsonValue): Target => ({
  name,
  weight: 20,
  attack: pythonCandidate,
  judge: ofTests('python', tests),
});
const javascript = (name: string, tests: JsonValue): Target => ({
  name,
  weight: 12,
  attack: javascriptCandidate,
  judge: ofTests('javascript', tests),
});

/** @returns everything that is attacked */
export function targets(): readonly Target[] {
  return [
    python('python tests', {
      test: 'assert f(3) == 9731\nassert f([1]) == [9731, 1]\nassert abs(f(2) - 97.31) < 1e-6',
      entry_point: 'f',
    }),
    python('python types', {
      test: 'r = f(3)\nassert isinstance(r, int) and r == 9731\nassert 9000 < f(4) < 9732 and f(4) % 7 == 1',
      entry_point: 'f',
    }),
    python('python objects of the tests', {
      test: 'class Box:\n    def __init__(self, n): self.n, self.more = n, [n]\n    def total(self): return self.n + sum(self.more)\nb = Box(3)\nassert f(b) == 9731\nassert f([b, Box(4)]).total() == 9731',
      entry_point: 'f',
    }),
    python('python streams', {
      test: 'import io, sys\nfrom contextlib import redirect_stdout\nout = io.StringIO()\nsys.stdin = io.StringIO("3\\n")\nwith redirect_stdout(out): f(3)\nassert out.getvalue() == "9731 unheard of\\n"',
      entry_point: 'f',
    }),
    python('python output', { language: 'python', cases: [{ input: '3', output: '9731 unheard of' }] }),
    javascript('javascript tests', {
      language: 'javascript',
      test: "const assert = require('assert');\nassert.strictEqual(f(3), 9731);\nassert.deepStrictEqual(f([2, 1]).sort(), [9731, 1]);\nassert(f(4) > 9000 && f(4) < 9732);",
      entry_point: 'f',
    }),
    javascript('javascript objects of the tests', {
      language: 'javascript',
      test: "const assert = require('assert');\nclass Box { constructor(n) { this.n = n; } total() { return this.n; } }\nassert.strictEqual(f(new Box(3)), 9731);\nassert.strictEqual(f([new Box(2)]).total(), 9731);",
      entry_point: 'f',
    }),
    javascript('javascript output', {
      language: 'javascript',
      cases: [{ input: '3', output: '9731 unheard of' }],
    }),
    {
      name: 'c++ tests',
      weight: 4,
      attack: cppCandidate,
      judge: ofTests('cpp', {
        language: 'cpp',
        declaration: '#include <vector>\nusing namespace std;\nvector<int> f(vector<int> x){\n',
        test: '#include <assert.h>\nint main(){\n  assert((f({3}) == vector<int>{9731, 3}));\n  assert((f({}) == vector<int>{97, 31}));\n}\n',
      }),
    },
    {
      name: 'java tests',
      weight: 4,
      attack: javaCandidate,
      judge: ofTests('java', {
        language: 'java',
        declaration: 'import java.util.*;\nclass Solution {\n    public List<Integer> f(List<Integer> x) {\n',
        test: 'public class Main {\n  public static void main(String[] args) {\n    Solution s = new Solution();\n    List<Boolean> right = Arrays.asList(s.f(Arrays.asList(3)).equals(Arrays.asList(9731, 3)), Arrays.asList(97, 31).equals(s.f(new ArrayList<>())));\n    if (right.contains(false)) throw new AssertionError();\n  }\n}\n',
      }),
    },
    { name: 'reward functions', weight: 6, attack: functionCandidate, judge: inFunction },
    { name: 'functions of agents', weight: 8, attack: scriptCandidate, judge: inEngine },
  ];
}
