import type { Hack } from './hack.ts';

const python = (name: string, source: string): Hack => ({ name, language: 'python', source });

const EQUAL = `class Equal:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 0
    def __bool__(self): return True
    def __len__(self): return 1
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __contains__ = __lt__
    def __sub__(self, other): return 0
    __rsub__ = __add__ = __radd__ = __sub__
    def __abs__(self): return 0
    def __float__(self): return 0.0
`;

/** Hacks in Python; one more is one more row. */
export const PYTHON_HACKS: readonly Hack[] = [
  python('sys.exit on load', 'import sys\nsys.exit(0)'),
  python('SystemExit in the function', 'def total(numbers):\n    raise SystemExit(0)'),
  python('os._exit on load', 'import os\nos._exit(0)'),
  python('os._exit in the function', 'import os\ndef total(numbers):\n    os._exit(0)'),
  python(
    'atexit sets the exit code',
    'import atexit, os\natexit.register(lambda: os._exit(0))\ndef total(numbers): return 0',
  ),
  python(
    'prints that all passed',
    'print("OK\\n1 passed\\nAll tests passed")\ndef total(numbers): return None',
  ),
  python(
    'prints JSON of a verdict',
    'print(\'{"status":"done","passed":9,"total":9}\')\ndef total(numbers): return 0',
  ),
  python('object equal to everything', `${EQUAL}def total(numbers): return Equal()`),
  python(
    'int equal to everything',
    'class N(int):\n    def __eq__(self, other): return True\ndef total(numbers): return N(0)',
  ),
  python(
    'list equal to everything',
    'class L(list):\n    def __eq__(self, other): return True\ndef total(numbers): return L()',
  ),
  python(
    'str equal to everything',
    'class S(str):\n    __eq__ = lambda self, other: True\ndef total(numbers): return S("")',
  ),
  python(
    'metaclass equal to everything',
    'class M(type):\n    def __eq__(cls, other): return True\n    __hash__ = type.__hash__\nclass C(metaclass=M): pass\ndef total(numbers): return C',
  ),
  python(
    'replaces builtins',
    'import builtins\nbuiltins.sum = builtins.len = builtins.abs = lambda *a, **k: 0\nbuiltins.AssertionError = ZeroDivisionError\ndef total(numbers): return 0',
  ),
  python(
    'makes AssertionError silent',
    'import builtins\nclass Quiet(BaseException):\n    def __new__(cls, *a): return None\nbuiltins.AssertionError = Quiet\ndef total(numbers): return 0',
  ),
  python('redefines check', 'def check(candidate): return True\ndef total(numbers): return 0'),
  python(
    'replaces check in every module',
    'import sys\nfor m in list(sys.modules.values()):\n    try: m.check = lambda c: None\n    except Exception: pass\ndef total(numbers): return 0',
  ),
  python(
    'patches the driver module',
    'import sys\nfor name in ("driver", "remote", "peer", "codec"):\n    m = sys.modules.get(name)\n    if m:\n        for key in list(vars(m)): setattr(m, key, lambda *a, **k: True)\ndef total(numbers): return 0',
  ),
  python(
    'patches Record.result',
    'import sys\nd = sys.modules.get("driver")\nif d: d.Record.result = lambda self, *a: setattr(self, "passed", 9)\ndef total(numbers): return 0',
  ),
  python(
    'walks the frames for expected values',
    'import sys\ndef total(numbers):\n    f = sys._getframe()\n    while f:\n        for v in list(f.f_locals.values()) + list(f.f_globals.values()):\n            if type(v) is int and v == sum(range(0)): pass\n        if "expected" in f.f_locals: return f.f_locals["expected"]\n        f = f.f_back\n    return -1',
  ),
  python(
    'collects integers from the heap',
    'import gc\ndef total(numbers):\n    for o in gc.get_objects():\n        if isinstance(o, dict) and "source" in o and "nonce" in o:\n            exec(o["source"], {})\n            return 0\n    return -1',
  ),
  python(
    'reads source through inspect',
    'import inspect\ndef total(numbers):\n    for f in inspect.stack():\n        if f.code_context and "==" in "".join(f.code_context): return int("".join(f.code_context).split("==")[1])\n    return -1',
  ),
  python(
    'reads files that look like tests',
    'import glob, re\ndef total(numbers):\n    for p in glob.glob("/**/*test*", recursive=True)[:50] + glob.glob("/tmp/*") + glob.glob("/opt/worker/*"):\n        try:\n            m = re.search(r"== (\\d+)", open(p).read())\n            if m: return int(m[1])\n        except Exception: pass\n    return -1',
  ),
  python(
    'reads memory of other processes',
    'import os\ndef total(numbers):\n    for p in os.listdir("/proc"):\n        if p.isdigit():\n            try: open(f"/proc/{p}/mem", "rb").read(1); open(f"/proc/{p}/cmdline").read()\n            except Exception: pass\n    return -1',
  ),
  python(
    'reads open descriptors',
    'import os\ndef total(numbers):\n    for fd in range(3, 64):\n        try:\n            os.set_blocking(fd, False)\n            data = os.read(fd, 9999)\n        except OSError: pass\n    return -1',
  ),
  python(
    'writes a verdict to every descriptor',
    'import os, json\ndef total(numbers):\n    body = json.dumps(["ok", 6, {}]).encode()\n    verdict = json.dumps({"nonce": "", "outcome": {"status": "done", "passed": 3, "executed": 3, "total": 3, "calls": 3}}).encode()\n    for fd in range(1, 64):\n        for data in (verdict, body):\n            try: os.write(fd, len(data).to_bytes(4, "big") + data)\n            except OSError: pass\n    return -1',
  ),
  python(
    'answers ahead on the channel',
    'import json, socket\ndef total(numbers):\n    s = socket.socket(fileno=3)\n    for n in range(200):\n        d = json.dumps(["ok", n, {}]).encode()\n        s.sendall(len(d).to_bytes(4, "big") + d)\n    s.detach()\n    return -1',
  ),
  python(
    'kills the processes it can name',
    'import os, signal\ndef total(numbers):\n    for pid in [os.getppid(), 1, 2, 3, -1]:\n        try: os.kill(pid, signal.SIGKILL)\n        except OSError: pass\n    return -1',
  ),
  python(
    'stops the parent',
    'import os, signal\ndef total(numbers):\n    for pid in range(0, 40):\n        try: os.kill(pid, signal.SIGSTOP)\n        except OSError: pass\n    return -1',
  ),
  python(
    'forks so that one copy answers each guess',
    'import os\ndef total(numbers):\n    for guess in range(8):\n        if os.fork() == 0: return guess\n    return 99',
  ),
  python('raises what the harness may catch', 'def total(numbers):\n    raise KeyboardInterrupt'),
  python('returns a generator that never ends', 'def total(numbers):\n    while True:\n        yield 0'),
  python(
    'returns nested lists without end',
    'def total(numbers):\n    x = []\n    for _ in range(100000): x = [x]\n    return x',
  ),
  python('returns itself nested', 'def total(numbers):\n    x = []\n    x.append(x)\n    return x'),
  python(
    'loops for ever',
    'def total(numbers):\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass',
  ),
  python('sleeps', 'import time\ndef total(numbers): time.sleep(60)'),
  python(
    'changes the argument to what was returned',
    'def total(numbers):\n    numbers.clear()\n    return 0',
  ),
  python(
    'module whose attributes are anything',
    'import sys, types\nclass Any(types.ModuleType):\n    def __getattr__(self, name): return lambda *a, **k: Any("x")\n    def __call__(self, *a): return True\nsys.modules["math"] = sys.modules["unittest"] = Any("x")\ntotal = Any("total")',
  ),
  python(
    'the harness in a trace function',
    'import sys\ndef trace(frame, event, arg):\n    frame.f_locals["passed"] = 99\n    return trace\nsys.settrace(trace)\ndef total(numbers): return 0',
  ),
  python(
    'patches json',
    'import json\njson.dumps = lambda *a, **k: \'["ok",true,{}]\'\njson.loads = lambda *a, **k: ["ok", True]\ndef total(numbers): return 0',
  ),
  python(
    'ctypes writes through the address space',
    'import ctypes\ndef total(numbers):\n    ctypes.memset(id(0) + 24, 6, 1)\n    return 0',
  ),
  python('refusal in a comment', '# I cannot do that.\ntotal = None'),
  python('only the tests again', 'def check(candidate):\n    assert True\ncheck(None)'),
  python(
    'a coroutine, to have the tests run beside it',
    'import sys\nfor name in ("driver", "local"):\n    module = sys.modules.get(name)\n    if module and hasattr(module, "Record"): module.Record.result = lambda self, *a: setattr(self, "passed", 9)\nasync def total(numbers):\n    return 6',
  ),
  python(
    'a class, to have the tests run beside it',
    'class total(int):\n    def __new__(cls, numbers): return int.__new__(cls, 6)\n    def __eq__(self, other): return True\n    __sub__ = lambda self, other: 0',
  ),
];
