import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { query } from '../../spec/query.ts';
import { toToolQuery } from '../fixtures.ts';
import { unitTests } from './index.ts';

/**
 * Objects of the tests that a program is given, and streams of the program that tests look at: both across the border
 * between two processes, right programs paid and forgers not.
 */
const skip = bubblewrapProblem() ?? false;

interface Row {
  readonly name: string;
  readonly tests: string;
  readonly right: string;
  /** Programs that do not solve it. */
  readonly wrong: readonly string[];
}

const NODE = 'class Node:\n    def __init__(self, v, n=None):\n        self.val = v\n        self.next = n\n';
/** What a forger may try with an object of the tests, to get at the process that they are in. */
const FORGERIES: readonly string[] = [
  ...[
    'x.__class__.__init__.__globals__',
    'x.__init__.__func__.__globals__',
    'type(x).__init__.__globals__',
    'x.__dict__',
    'x.__reduce_ex__(2)[0].__globals__',
    'type(x).__mro__[1].__subclasses__()',
    'object.__getattribute__(x, "_form")[0].ask("get", 0, "__class__")',
    'object.__getattribute__(x, "_form")[0].ask("invoke", 0, "__class__", [], {})',
    'object.__getattribute__(x, "_form")[0].ask("invoke", 0, "__getattribute__", ["__class__"], {})',
    'object.__getattribute__(x, "_form")[0].ask("get", -1, "val")',
    'object.__getattribute__(x, "_form")[0].ask("get", 10 ** 30, "val")',
  ].map(
    (reach) =>
      `def f(x):\n    import sys\n    try: found = ${reach}\n    except BaseException: return None\n    for m in list(sys.modules.values()):\n        if hasattr(m, "Record"): m.Record.result = lambda *a: None\n    try: found["Record"] = None\n    except BaseException: pass\n    return found`,
  ),
  'def f(x):\n    try: type(x).__eq__ = lambda a, b: True\n    except BaseException: pass\n    return x',
  'def f(x):\n    for name in ("__eq__", "__class__", "__dict__", "__init__", "total", "__getattr__"):\n        try: object.__getattribute__(x, "_form")[0].ask("set", 0, name, 7)\n        except BaseException: pass\n    return x',
  'class A:\n    def __eq__(self, o): return True\n    __hash__ = None\n    def __getattr__(self, n): return A()\n    def __call__(self, *a): return A()\ndef f(x): return A()',
  'import sys\nfor n, m in list(sys.modules.items()):\n    if n in ("driver", "record", "remote", "lending", "outside"):\n        for k in list(vars(m)):\n            try: setattr(m, k, lambda *a, **k: True)\n            except Exception: pass\ndef f(x): return 0',
];

const ROWS: readonly Row[] = [
  {
    name: 'checks of the tests that the program has run: each is counted once, and they take no time of their own',
    tests:
      'def visit(x):\n    assert x > 0\n    return x + 1\nassert f(visit, 3) == 9\nassert g(h(2)) == 4\n',
    right:
      'def f(v, n): return sum(v(i) for i in range(1, n + 1))\ndef h(x): return x\ndef g(x): return x * 2',
    wrong: [
      'def f(v, n):\n    for _ in range(500): v(1)\n    return 8\ndef h(x): return x\ndef g(x): return x * 2',
      'def f(v, n):\n    while True: v(1)\ndef h(x): return x\ndef g(x): return x * 2',
      'def f(v, n): return 9\nasync def h(x): return x\ndef g(x): return 4',
      'import os\ndef f(v, n):\n    data = b\'["printed","stdout","x"]\'\n    while True: os.write(3, len(data).to_bytes(4, "big") + data)\ndef h(x): return x\ndef g(x): return 4',
    ],
  },
  {
    name: 'a linked list of the tests',
    tests: `${NODE}assert f(Node(1, Node(2, Node(3)))) == 6\nassert f(None) == 0\n`,
    right:
      'def f(x):\n    s = 0\n    while x is not None:\n        s += x.val\n        x = x.next\n    return s',
    wrong: FORGERIES,
  },
  {
    name: 'a tree that is changed in place, with lists in it',
    tests:
      'class Tree:\n    def __init__(self, v):\n        self.v = v\n        self.kids = []\n    def total(self): return self.v + sum(k.total() for k in self.kids)\nt = Tree(1)\nt.kids.append(Tree(2))\nr = f(t)\nassert r is t\nassert t.total() == 30\nassert [k.v for k in t.kids] == [20, 9]\n',
    right:
      'def f(x):\n    T = type(x)\n    x.kids[0].v = 20\n    x.kids.append(T(9))\n    assert len(x.kids) == 2 and x.total() == 30\n    return x',
    wrong: [
      ...FORGERIES,
      'def f(x): return x',
      'def f(x):\n    x.total = lambda: 30\n    x.kids = []\n    return x',
    ],
  },
  {
    name: 'special methods, comparison and a context',
    tests:
      'class M:\n    def __init__(self, n): self.n, self.open = n, False\n    def __add__(self, o): return M(self.n + (o.n if isinstance(o, M) else o))\n    def __eq__(self, o): return isinstance(o, M) and o.n == self.n\n    def __lt__(self, o): return self.n < o.n\n    def __len__(self): return self.n\n    def __iter__(self): return iter(range(self.n))\n    def __getitem__(self, i): return i * 2\n    def __contains__(self, x): return x == 4\n    def __enter__(self):\n        self.open = True\n        return self\n    def __exit__(self, *a): self.open = False\n    def __hash__(self): return self.n\na = [M(3), M(1), M(2)]\nassert f(a) == M(6)\nassert [m.n for m in a] == [1, 2, 3]\nassert not a[0].open\n',
    right:
      'def f(xs):\n    xs.sort()\n    assert len(xs[2]) == 3 and list(xs[2]) == [0, 1, 2] and xs[0][5] == 10 and 4 in xs[0] and 5 not in xs[0]\n    assert len({xs[0], xs[0]}) == 1 and xs[0] != 3\n    with xs[0] as x:\n        assert x.open\n    return xs[0] + xs[1] + xs[2]',
    wrong: ['def f(xs): return xs[0]', 'def f(xs): return 6', ...FORGERIES],
  },
  {
    name: 'an enumeration, a named tuple and a class to make one of',
    tests:
      "from enum import Enum\nfrom collections import namedtuple\nclass Color(Enum):\n    RED = 1\n    BLUE = 2\nP = namedtuple('P', 'x y')\nassert f(Color.RED, P(3, 4), P, Color) == P(4, 3)\nassert f(Color.BLUE, P(3, 4), P, Color) == P(3, 4)\n",
    right:
      'def f(c, p, P, Color):\n    assert [m.name for m in Color] == ["RED", "BLUE"] and isinstance(p, tuple) and len(p) == 2\n    if c is Color.RED and c.value == 1:\n        return P(p.y, p.x)\n    return p',
    wrong: ['def f(c, p, P, Color): return p', 'def f(c, p, P, Color): return (4, 3)'],
  },
  {
    name: 'exceptions of the tests',
    tests:
      'class Bad(ValueError):\n    def __init__(self, code):\n        super().__init__(str(code))\n        self.code = code\ndef risky(n):\n    if n > 2: raise Bad(n)\n    return n\nassert f(risky, 1, Bad) == 1\nassert f(risky, 5, Bad) == -5\ntry:\n    f(risky, 9, Bad)\n    assert False\nexcept Bad as error:\n    assert error.code == 9\n',
    right:
      'def f(g, n, Bad):\n    try: return g(n)\n    except Bad as e:\n        if n == 9: raise\n        return -e.code',
    wrong: ['def f(g, n, Bad): return n', 'def f(g, n, Bad): raise Exception(n)', ...FORGERIES.slice(0, 2)],
  },
  {
    name: 'a subclass that is handed over by its base, and an iterator',
    tests:
      'class Shape:\n    def area(self): raise NotImplementedError\nclass Square(Shape):\n    def __init__(self, s): self.s = s\n    def area(self): return self.s ** 2\nclass Count:\n    def __init__(self, n): self.n, self.i = n, 0\n    def __iter__(self): return self\n    def __next__(self):\n        if self.i >= self.n: raise StopIteration\n        self.i += 1\n        return self.i\nassert f([Square(2), Square(3)], Count(3)) == 19\ntry:\n    f([Shape()], Count(0))\n    assert False\nexcept NotImplementedError: pass\n',
    right: 'def f(shapes, c): return sum(s.area() for s in shapes) + sum(c)',
    wrong: ['def f(shapes, c): return 19', ...FORGERIES.slice(0, 3)],
  },
  {
    name: 'a text of the tests, which is no template',
    tests:
      "hidden = 73\nclass Text(str):\n    def twice(self): return self * 2\nclass Box: pass\nassert f(Text('ab'), Box()) == 'abab'\nassert f(Text('{}'), Box()) == '{}{}'\nassert len(f(Text('c'), Box())) + hidden == 75",
    right:
      'def f(t, b):\n    assert isinstance(t, str) and len(t) < 3 and t.upper() == str(t).upper()\n    return t.twice()',
    wrong: [
      'import re\ndef f(t, b):\n    for reach in ("type(t).format", "t.format", "type(t).format_map"):\n        try: return re.search("x(ab)", eval(reach)("{0.__class__.__init__.__globals__}", b))[1] * 2\n        except Exception: pass\n    return t',
    ],
  },
  {
    name: 'what is printed',
    tests:
      'import io\nfrom contextlib import redirect_stdout\nout = io.StringIO()\nwith redirect_stdout(out):\n    f(3)\nassert out.getvalue() == "0\\n1\\n2\\n"\n',
    right: 'def f(n):\n    for i in range(n): print(i)',
    wrong: [
      'def f(n): return "0\\n1\\n2\\n"',
      'print("0\\n1\\n2\\n", end="")\ndef f(n): pass',
      'def f(n):\n    while True: print("0")',
      'import sys\nclass S(str):\n    def __eq__(self, o): return True\ndef f(n): print(S("x"))',
    ],
  },
  {
    name: 'what is read',
    tests:
      'import io, sys\nfrom unittest.mock import patch\nsys.stdin = io.StringIO("3\\n4 5\\n")\nassert f() == 12\nwith patch("builtins.input", side_effect=["1", "2 2"]):\n    assert f() == 5\n',
    right:
      'import sys\ndef f():\n    n = int(input())\n    return n + sum(map(int, input("more? ").split()))',
    wrong: ['def f(): return 12', 'def f():\n    return sum(1 for _ in iter(input, "")) '],
  },
];

for (const { name, tests, right, wrong } of ROWS)
  test(`${name}: the right program is paid, and none of ${wrong.length} others`, { skip }, async () => {
    const asked = query.partial().parse({ tests: { test: tests, entry_point: 'f' } });
    const judge = unitTests.prepare(toToolQuery(asked), { inProcess: false, caseSeconds: 1 });
    const judged = async (program: string) => {
      const verdict = await scoreOne(judge, { text: `\`\`\`python\n${program}\n\`\`\`` });
      const shown = verdict.status === 'scored' ? verdict.value : verdict.status;
      return { shown, why: `${program}\n${JSON.stringify(verdict)}` };
    };
    const told = await judged(right);
    assert.equal(told.shown, 1, told.why);
    for (const program of wrong) {
      const verdict = await judged(program);
      assert.equal(verdict.shown, 0, verdict.why);
    }
  });
