/** What test files mostly use of pytest, and what calls a test with its cases and fixtures. */
const PYTEST = `import inspect, itertools, re
class pytest:
    class raises:
        def __init__(self, error, match=None): self.error, self.match, self.value = error, match, None
        def __enter__(self): return self
        def __exit__(self, kind, value, trace):
            assert kind is not None and issubclass(kind, self.error)
            assert self.match is None or re.search(self.match, str(value))
            self.value, self.type = value, kind
            return True
    class approx:
        def __init__(self, wanted, rel=1e-6, abs=1e-12): self.wanted, self.rel, self.abs = wanted, rel or 0, abs or 0
        def __eq__(self, got): return self.near(got, self.wanted)
        def near(self, got, wanted):
            if isinstance(wanted, dict):
                return isinstance(got, dict) and got.keys() == wanted.keys() and all(self.near(got[key], wanted[key]) for key in wanted)
            if isinstance(wanted, (list, tuple)):
                return isinstance(got, (list, tuple)) and len(got) == len(wanted) and all(self.near(one, other) for one, other in zip(got, wanted))
            return got == wanted or abs(got - wanted) <= max(self.abs, self.rel * abs(wanted))
    class case:
        def __init__(self, values): self.values = values
    @staticmethod
    def param(*values, id=None, marks=()): return pytest.case(values)
    @staticmethod
    def fail(reason=''): raise AssertionError(reason)
    @staticmethod
    def fixture(function=None, **settings):
        if function is None: return pytest.fixture
        pytest.fixtures[function.__name__] = function
        return function
    fixtures = {}
    class marks:
        def __getattr__(self, name):
            return lambda *given, **settings: given[0] if len(given) == 1 and callable(given[0]) and not settings else (lambda test: test)
        def parametrize(self, names, cases, **settings):
            names = [name.strip() for name in names.split(',') if name.strip()] if isinstance(names, str) else list(names)
            def apply(test):
                def values(one): return one.values if isinstance(one, pytest.case) else one if len(names) > 1 else (one,)
                test.cases = [[dict(zip(names, values(one))) for one in cases]] + getattr(test, 'cases', [])
                return test
            return apply
    mark = marks()
    @staticmethod
    def given(name):
        made = pytest.fixtures[name](**{other: pytest.given(other) for other in inspect.signature(pytest.fixtures[name]).parameters})
        return next(made) if inspect.isgenerator(made) else made
    @staticmethod
    def run(test):
        owner = getattr(test, '__self__', None)
        lists = getattr(test, 'cases', []) + getattr(type(owner), 'cases', []) if owner is not None else getattr(test, 'cases', [])
        for chosen in itertools.product(*lists):
            arguments = {name: value for part in chosen for name, value in part.items()}
            for name in ('setup_method', 'setup'):
                if hasattr(owner, name):
                    prepare = getattr(owner, name)
                    prepare(*([test] if len(inspect.signature(prepare).parameters) else []))
                    break
            rest = [name for name in inspect.signature(test).parameters if name not in arguments]
            test(**arguments, **{name: pytest.given(name) for name in rest})
`;
const IMPORT = /^import pytest[ \t]*$/m;
const IMPORTED = /^from pytest import ([\w, \t]{1,200})$/m;
/** What is not written out above. A test that is left out or may fail is none that decides. */
const MORE =
  /\bpytest\.(?!(?:raises|approx|param|fixture|fail)\b|mark\.(?!skip|xfail|usefixtures|asyncio)\w)|^[ \t]*async[ \t]+def[ \t]+test_/m;
const NEEDED = 'import pytest';

/** A test that pytest would find: a function, or a method of a class. */
interface Found {
  readonly call: string;
  /** The names of its arguments. */
  readonly takes: readonly string[];
}

/**
 * @returns the test file with its tests called at the end, and pytest written out. A file that uses more of pytest than is
 * written out imports it, so that it is reported as tests that cannot be run
 */
export function withoutPytest(source: string): string {
  const tests = testsOf(source);
  const named = (IMPORTED.exec(source)?.[1] ?? '').split(',').flatMap((name) => name.trim() || []);
  const imports = IMPORT.test(source) || named.length > 0;
  const given = givenNames(source);
  const takes = tests.flatMap((test) => test.takes);
  const prepared = /^[ \t]+def setup(?:_method)?\(\s*self/m.test(source);
  const spoken = named.map((name) => `pytest.${name}`).join(' ');
  if (MORE.test(source) || MORE.test(spoken) || takes.some((name) => !given.has(name)))
    return imports || tests.length === 0 ? source : `${NEEDED}\n${source}`;
  const whole = imports || takes.length > 0 || (prepared && tests.length > 0);
  const names = named.map((name) => `${name} = pytest.${name}`).join('\n');
  const plain = whole ? `${PYTEST}\n${source.replace(IMPORT, '').replace(IMPORTED, () => names)}` : source;
  const isSimple = takes.length === 0 && !prepared;
  const calls = tests.map(({ call }) => (isSimple ? `${call}()` : `pytest.run(${call})`));
  return calls.length > 0 ? `${plain}\n\n${calls.join('\n')}\n` : plain;
}

/** @returns the tests that nothing in the file calls yet, in order */
function testsOf(source: string): Found[] {
  const found: Found[] = [];
  let inside: string | null = null;
  for (const [, indent = '', group, name, parameters = ''] of source.matchAll(
    /^([ \t]*)(?:class[ \t]+(\w{1,100})|(?:async[ \t]+)?def[ \t]+(test_\w{1,100})\(([^()]{0,400})\)|\S)/gm,
  )) {
    if (indent === '') inside = group?.startsWith('Test') && isPlainClass(source, group) ? group : null;
    if (name === undefined) continue;
    const takes = parameters.split(',').flatMap((part) => /^\s*(\w+)/.exec(part)?.[1] ?? []);
    if (indent === '' && !source.includes(`\n${name}()`)) found.push({ call: name, takes });
    else if (indent !== '' && inside !== null && takes[0] === 'self')
      found.push({ call: `${inside}().${name}`, takes: takes.slice(1) });
  }
  return found;
}

/** A class of unittest is run by unittest. */
function isPlainClass(source: string, name: string): boolean {
  return new RegExp(`^class[ \\t]+${name}[ \\t]*(?:\\([ \\t]*\\))?:`, 'm').test(source);
}

/** @returns the names that cases and fixtures of the file give to its tests */
function givenNames(source: string): ReadonlySet<string> {
  const cases = source.matchAll(
    /\bparametrize\(\s*(\[[^\]]{0,400}\]|\([^)]{0,400}\)|'[^'\n]{0,400}'|"[^"\n]{0,400}")/g,
  );
  const fixtures = source.matchAll(
    /^@(?:pytest\.)?fixture\b[^\n]{0,200}\n(?:@[^\n]{0,200}\n)*def[ \t]+(\w{1,100})/gm,
  );
  return new Set([
    ...Array.from(cases, ([, names = '']) => names.match(/\w+/g) ?? []).flat(),
    ...Array.from(fixtures, ([, name = '']) => name),
  ]);
}
