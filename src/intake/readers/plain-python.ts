/** What EvalPlus' assertions use of NumPy. */
const NUMPY = `class np:
    class ndarray: pass
    float32 = float64 = float
    @staticmethod
    def allclose(left, right, rtol=1e-05, atol=1e-08):
        if isinstance(left, (list, tuple)) or isinstance(right, (list, tuple)):
            return len(left) == len(right) and all(np.allclose(one, other, rtol, atol) for one, other in zip(left, right))
        return left == right or abs(left - right) <= atol + rtol * abs(right)
`;

/** What test files mostly use of pytest. */
const PYTEST = `class pytest:
    class raises:
        def __init__(self, error, match=None): self.error = error
        def __enter__(self): return self
        def __exit__(self, kind, value, trace):
            assert kind is not None and issubclass(kind, self.error)
            return True
    class approx:
        def __init__(self, wanted, rel=1e-6, abs=1e-12): self.wanted, self.rel, self.abs = wanted, rel, abs
        def __eq__(self, got): return abs(got - self.wanted) <= max(self.abs, self.rel * abs(self.wanted))
`;

/**
 * Makes a Python test file runnable as it stands: functions and classes that pytest would find are called at its end, and the
 * few things that such files use of NumPy and pytest are written out, because neither is installed where tests run. What uses
 * more of them keeps its import, and is reported as tests that cannot be run.
 */
export function plainPython(source: string): string {
  const withNumpy = replacedImport(
    source,
    /^import numpy as np[ \t]*$/m,
    /\bnp\.(?!ndarray\b|float32\b|float64\b|allclose\b)/,
    NUMPY,
  );
  const text = replacedImport(withNumpy, /^import pytest[ \t]*$/m, /\bpytest\.(?!raises\b|approx\b)/, PYTEST);
  const calls = testCalls(text);
  return calls.length > 0 ? `${text}\n\n${calls.join('\n')}\n` : text;
}

function replacedImport(source: string, line: RegExp, more: RegExp, stand: string): string {
  return line.test(source) && !more.test(source) ? source.replace(line, () => stand) : source;
}

/** @returns calls of the test functions without arguments that nothing calls yet, and of the test methods of plain classes */
function testCalls(source: string): string[] {
  const calls: string[] = [];
  let inside: string | null = null;
  for (const line of source.split('\n')) {
    const plain = /^def (test_\w{1,100})\(\s*\):/.exec(line)?.[1];
    const group = /^class (Test\w{0,100})(?:\(\))?:/.exec(line)?.[1];
    const method = /^[ \t]+def (test_\w{1,100})\(\s*self\s*\):/.exec(line)?.[1];
    if (/^\S/.test(line)) inside = group ?? null;
    if (plain && !source.includes(`\n${plain}()`)) calls.push(`${plain}()`);
    else if (method && inside) calls.push(`${inside}().${method}()`);
  }
  return calls;
}
