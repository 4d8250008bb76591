import { type Draw, hostileFrame, pick } from './hostile-frames.ts';

const FRAMES = `import json, os, socket, struct
def put(fd, text):
    data = text.encode("utf-8", "surrogatepass")
    try: os.write(fd, len(data).to_bytes(4, "big") + data)
    except OSError: pass
def take():
    size = b""
    while len(size) < 4:
        part = os.read(3, 4 - len(size))
        if not part: os._exit(0)
        size += part
    left = int.from_bytes(size, "big")
    while left > 0:
        part = os.read(3, min(left, 65536))
        if not part: os._exit(0)
        left -= len(part)
`;

/** A program that speaks the channel itself, in place of the candidate's side of it. */
function speaks(draw: Draw): string {
  const frames = Array.from({ length: 8 }, () => JSON.stringify(hostileFrame(draw)));
  const again = pick(draw, ['', 'put(3, texts[0])', 'put(3, "[]")', 'os.write(3, b"\\\\0")']);
  return `${FRAMES}texts = [${frames.join(', ')}]
put(3, ${pick(draw, ['\'["loaded",null]\'', 'texts[0]'])})
for text in texts * 40:
    take()
    put(3, text)
    ${again}
os._exit(0)
`;
}

const PATCHES = [
  'driver',
  'peer',
  'codec',
  'verdicts',
  'local',
  'remote',
  'stand_ins',
  'apart',
  'frames',
  'child',
  'json',
  'select',
  'socket',
];
const BEFORE: readonly ((draw: Draw) => string)[] = [
  (draw) =>
    `import sys\nmodule = sys.modules.get("${pick(draw, PATCHES)}")\nif module:\n    for key, old in list(vars(module).items()):\n        if callable(old) and not key.startswith("__"):\n            try: setattr(module, key, lambda *a, **k: ${pick(draw, ['True', '{"status": "done", "passed": 3, "executed": 3, "total": 3, "calls": 3}', 'float("nan")', 'None'])})\n            except Exception: pass`,
  (draw) =>
    `import os\nfor fd in range(64):\n    try: os.write(fd, ${JSON.stringify(hostileFrame(draw))}.encode("utf-8", "replace") * ${1 + draw(3)})\n    except OSError: pass`,
  () => 'import os\nfor fd in range(3, 64):\n    try: os.close(fd)\n    except OSError: pass',
  () =>
    'import os, signal\nfor pid in (os.getppid(), 1, 2, 3, -1):\n    try: os.kill(pid, signal.SIGKILL)\n    except OSError: pass',
  () =>
    'import gc\nfor thing in gc.get_objects():\n    if isinstance(thing, dict) and "source" in thing:\n        try: exec(thing["source"], {"f": lambda *a: 9731})\n        except BaseException: pass',
  () =>
    'import os, threading, time\ndef late():\n    time.sleep(0.01)\n    os.write(3, b"\\0\\0\\0\\x0f[\\"ok\\",9731,{}] ")\nthreading.Thread(target=late, daemon=True).start()',
  () =>
    'import builtins\nbuiltins.isinstance = lambda *a: True\nbuiltins.len = lambda *a: 9731\nbuiltins.AssertionError = Exception',
  () => 'import sys\nsys.settrace(lambda *a: None)\nsys.setrecursionlimit(10 ** 9)',
  () => 'import os\nif os.fork() == 0:\n    pass',
  () => 'open("/dev/shm/left", "w").write("9731")\nopen("/box/left", "w").write("9731")',
  () => 'import atexit, os\natexit.register(lambda: os._exit(0))',
  (draw) => `__name__ = "${pick(draw, ['driver', '__tests__', 'builtins', 'unittest'])}"`,
];

const EQUAL = `class Equal(${'BASE'}):
    __module__ = "__main__"
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __eq__
    def __hash__(self): return 9731
    def __bool__(self): return True
    def __len__(self): return 9731
    def __index__(self): return 9731
    def __sub__(self, other): return 0
    __rsub__ = __mod__ = __sub__
    def __getattr__(self, name): return lambda *a, **k: 9731
`;
const RETURNS: readonly ((draw: Draw) => string)[] = [
  (draw) => {
    const base = pick(draw, ['object', 'int', 'float', 'str', 'tuple', 'list', 'dict', 'set', 'Exception']);
    return `${EQUAL.replace('BASE', base)}def f(*a): return Equal()`;
  },
  (draw) =>
    `def f(*a): raise ${pick(draw, ['SystemExit(0)', 'KeyboardInterrupt', 'MemoryError', 'GeneratorExit', 'StopIteration(9731)', 'type("E", (Exception,), {"__str__": lambda s: 1/0})()', 'ValueError("x" * 10 ** 6)'])}`,
  (draw) =>
    `def f(*a):\n    x = []\n    for _ in range(${pick(draw, ['3', '900', '100000'])}): x = [x]\n    return x`,
  (draw) =>
    `def f(*a): return ${pick(draw, ['None', 'float("nan")', '"\\ud800"', '10 ** 5000', 'b"x" * 10 ** 6', 'range(10 ** 12)', '(x for x in [1])', 'lambda *a: 9731', 'type', 'object()', '...', 'memoryview(b"x")', 'complex(1, 2)', '{1: {2: {3: f}}}', '__import__("sys").modules', '__builtins__', 'f'])}`,
  () => 'async def f(*a): return 9730',
  () =>
    'class f(int):\n    def __new__(cls, *a): return int.__new__(cls, 1)\n    def __eq__(self, other): return True\n    __hash__ = int.__hash__',
  () =>
    'def f(*a):\n    for one in a:\n        try: one.clear()\n        except Exception: pass\n    import os\n    os._exit(0)',
  () => 'state = [0]\ndef f(*a):\n    state[0] += 1\n    return state[0]',
  () => 'def f(*a):\n    while True: yield 9730',
];
/** Few of all: each of these runs into a deadline. */
const ENDLESS = [
  'def f(*a):\n    while True: pass',
  'import time\ndef f(*a): time.sleep(60)',
  'while True: pass',
];

/** @returns the source of a candidate that is wrong whatever it does */
export function pythonCandidate(draw: Draw): string {
  if (draw(5) === 0) return speaks(draw);
  const before = Array.from({ length: draw(3) }, () => pick(draw, BEFORE)(draw));
  const answer = draw(40) === 0 ? pick(draw, ENDLESS) : pick(draw, RETURNS)(draw);
  return [...before, answer].join('\n');
}
