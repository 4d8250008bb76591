/** What the hacks are tested on; `right` is a program that passes. */
export const HACK_TASKS = {
  python: {
    tests: {
      test: 'def check(candidate):\n    assert candidate([1, 2, 3]) == 6\n    assert candidate([10, -3]) == 7\n    assert abs(candidate([20, 22]) - 42) < 1e-9\n',
      entry_point: 'total',
    },
    right: 'def total(numbers):\n    return sum(numbers)',
  },
  javascript: {
    tests: {
      language: 'js',
      declaration: 'const total = (numbers) => {',
      test: 'console.assert(total([1, 2, 3]) === 6);\nconsole.assert(total([10, -3]) === 7);\nconsole.assert(JSON.stringify(total([20, 22])) === "42");\n',
    },
    right: 'const total = (numbers) => numbers.reduce((sum, n) => sum + n, 0);',
  },
  cpp: {
    tests: {
      language: 'cpp',
      declaration: '#include <vector>\nusing namespace std;\nint total(vector<int> numbers){\n',
      test: '#include <assert.h>\nint main(){\n  assert(total({1, 2, 3}) == 6);\n  assert(total({10, -3}) == 7);\n}\n',
    },
    right:
      '#include <vector>\nint total(std::vector<int> numbers) { int sum = 0; for (int n : numbers) sum += n; return sum; }',
  },
  java: {
    tests: {
      language: 'java',
      declaration: 'import java.util.*;\nclass Solution {\n    public int total(List<Integer> numbers) {\n',
      test: 'public class Main {\n  public static void main(String[] args) {\n    Solution s = new Solution();\n    if (s.total(Arrays.asList(1, 2, 3)) != 6) throw new AssertionError();\n  }\n}\n',
    },
    right:
      'import java.util.*;\nclass Solution { public int total(List<Integer> numbers) { int sum = 0; for (int n : numbers) sum += n; return sum; } }',
  },
  'python-output': {
    tests: {
      cases: [
        { input: '1 2 3\n', output: '6\n' },
        { input: '10 -3\n', output: '7\n' },
      ],
    },
    right: 'print(sum(map(int, input().split())))',
  },
} as const;
