import { withoutPytest } from './plain-pytest.ts';

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

/**
 * Makes a Python test file runnable as it stands: functions and classes that pytest would find are called at its end, and
 * what such files use of NumPy and pytest is written out, because neither is installed where tests run. What uses more of
 * them keeps its import, and is reported as tests that cannot be run.
 */
export function plainPython(source: string): string {
  const text = replacedImport(
    source,
    /^import numpy as np[ \t]*$/m,
    /\bnp\.(?!ndarray\b|float32\b|float64\b|allclose\b)/,
    NUMPY,
  );
  return withoutPytest(text);
}

function replacedImport(source: string, line: RegExp, more: RegExp, stand: string): string {
  return line.test(source) && !more.test(source) ? source.replace(line, () => stand) : source;
}
