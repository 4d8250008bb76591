import { type Draw, pick } from './hostile-frames.ts';

/** Bytes of a frame as the harness of Java has them, or nearly. */
function frame(draw: Draw): string {
  const bytes = Array.from({ length: 1 + draw(24) }, () =>
    pick(draw, ['107', '120', '108', '109', '97', '52', '117', '46', '0', '0', '0', '1', '38', '-1', '127']),
  );
  const length = pick(draw, [`${bytes.length}`, `${bytes.length}`, '-1', '16777217', '0', '99999']);
  return `DataOutputStream out = new DataOutputStream(new FileOutputStream(FileDescriptor.out)); for (int n = 0; n < ${1 + draw(5)}; n++) { out.writeInt(${length}); out.write(new byte[] {${bytes.join()}}); }`;
}

const BODIES: readonly ((draw: Draw) => string)[] = [
  frame,
  () => 'System.exit(0);',
  () => 'Runtime.getRuntime().halt(0);',
  () =>
    'Object[] deep = new Object[1]; Object at = deep; for (int n = 0; n < 500; n++) at = new Object[] {at}; return (List) Arrays.asList(at);',
  () => 'List l = new ArrayList(); l.add(l); return l;',
  () => 'return new Equal();',
  () => 'return (List) Arrays.asList("9731", 3);',
  () => 'x.clear(); x.add(9731); return null;',
  () => 'return f(x);',
  () => 'throw new AssertionError("pass");',
  () => 'throw new OutOfMemoryError();',
  () => 'int[] big = new int[1 << 24]; return Collections.nCopies(1 << 22, 9731);',
  () =>
    'for (Class<?> c : new Class<?>[] {Class.forName("RlarWire"), Class.forName("RlarServer")}) for (java.lang.reflect.Field g : c.getDeclaredFields()) { g.setAccessible(true); System.err.println(g.get(null)); }',
  () =>
    'Class<?> w = Class.forName("RlarWire"); java.lang.reflect.Method m = w.getDeclaredMethod("send", byte[].class); m.setAccessible(true); java.lang.reflect.Constructor<?> c = w.getDeclaredConstructor(InputStream.class, OutputStream.class); m.invoke(c.newInstance(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out)), (Object) new byte[] {107, 48, 46});',
  () =>
    'new Thread(() -> { try { Thread.sleep(5); } catch (Exception e) { } Runtime.getRuntime().halt(0); }).start();',
  () => 'new FileInputStream(FileDescriptor.in).readAllBytes();',
  () => 'new ProcessBuilder("/bin/sh", "-c", "kill -9 -1; echo pass >&3").start().waitFor();',
  () =>
    'for (File one : new File("/tmp").listFiles()) System.err.println(one); new FileOutputStream("/proc/self/fd/4").write(57);',
  () => 'Thread.currentThread().stop();',
  () => 'return (List) (Object) new TreeMap<Object, Object>(Map.of(9731, 3)).keySet();',
];
const ENDLESS = ['for (;;);', 'Thread.sleep(600_000);'];
const BEFORE: readonly string[] = [
  'class Main { public static void main(String[] a) { } }\n',
  'class RlarWire { }\n',
  'class RlarDriver { public static void main(String[] a) { } static Object call(Object... a) { return null; } }\n',
  'class Objects { static boolean equals(Object a, Object b) { return true; } }\n',
  'class AssertionError extends RuntimeException { }\n',
  'class Arrays extends java.util.ArrayList { static java.util.List asList(Object... a) { return null; } }\n',
];
const EQUAL = `class Equal extends ArrayList<Integer> {
  public boolean equals(Object other) { return true; }
  public int hashCode() { return 9731; }
  public boolean contains(Object other) { return true; }
  public Object[] toArray() { return new Object[] {this, 9731}; }
  public String toString() { return "[9731, 3]"; }
}
`;

/** @returns the source of a Java candidate that is wrong whatever it does */
export function javaCandidate(draw: Draw): string {
  const before = draw(3) === 0 ? pick(draw, BEFORE) : '';
  const early = draw(6) === 0 ? `static { try { ${frame(draw)} } catch (Exception e) { } }` : '';
  const body = draw(40) === 0 ? pick(draw, ENDLESS) : pick(draw, BODIES)(draw);
  return `import java.io.*;\nimport java.util.*;\n${before}${EQUAL}class Solution {\n  ${early}\n  public List<Integer> f(List<Integer> x) {\n    try { if (x != null) { ${body} } } catch (Exception e) { }\n    return x;\n  }\n}`;
}
