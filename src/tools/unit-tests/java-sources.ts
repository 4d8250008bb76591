import { table } from '../../spec/table.ts';
import { harnessFile } from './harness-files.ts';
import type { JavaSignature } from './java-signature.ts';
import type { TestSuite } from './suite-form.ts';

type CallSuite = Extract<TestSuite, { form: 'calls' }>;

const IMPORT = /^[ \t]*import[ \t]+[\w.*\t ]+;[ \t]*$/gm;
const BOXES: Readonly<Record<string, string>> = table({
  int: 'Integer',
  long: 'Long',
  double: 'Double',
  float: 'Float',
  boolean: 'Boolean',
  char: 'Character',
  byte: 'Byte',
  short: 'Short',
});

const harness = (...names: string[]): string =>
  names.map((name) => harnessFile(`${name}.java`).toString('utf8')).join('\n');

/** One file out of several: all imports stand at its top, and the class that is started first. */
function oneFile(first: string, text: string): string {
  const imports = new Set((text.match(IMPORT) ?? []).map((line) => line.trim()));
  return `${[...imports].join('\n')}\n${first}\n${text.replace(IMPORT, '')}`;
}

/** @returns the program: what was extracted, or the declaration continued by it */
function assemble(code: string, declaration: string, className: string): string {
  const plain = code.replace(/^[ \t]*package[ \t][^;\n]{0,200};/gm, '');
  if (new RegExp(`\\bclass\\s+${className.replaceAll('$', '\\$')}\\b`).test(plain))
    return `${declaration.match(IMPORT)?.join('\n') ?? ''}\n${plain}`;
  if (!/^\s*(?:public|private|protected|static)\b[^\n]{0,300}\(/.test(plain))
    return `${declaration}\n${plain}`;
  const before = declaration.slice(0, declaration.lastIndexOf('\n', declaration.trimEnd().length - 1) + 1);
  return `${before}${plain}\n}`;
}

/** @returns the source of the candidate's side: the program, and what answers calls into it */
export function javaCandidate(code: string, suite: CallSuite, signature: JavaSignature): string {
  const server = harness('RlarServer', 'RlarWire', 'RlarCollections').replace(
    '"Solution"',
    JSON.stringify(signature.className),
  );
  return oneFile(server, assemble(code, suite.declaration, signature.className));
}

/** @returns the source of the tests' side, where the method asked for is a stand-in that calls the candidate */
export function javaDriver(suite: CallSuite, signature: JavaSignature): string {
  const { returns, name, parameters, isStatic } = signature;
  const given = `new Object[] {${parameters.join(', ')}}`;
  const called = `RlarDriver.call(${isStatic ? '0' : 'rlarNumber'}, ${JSON.stringify(name)}, ${given})`;
  const body = returns === 'void' ? `${called};` : `return (${BOXES[returns] ?? returns}) ${called};`;
  const number = isStatic ? '' : 'private final long rlarNumber = RlarDriver.next();\n';
  const stand = `${suite.declaration}\n${body}\n}\n${number}}\n`;
  return oneFile(harness('RlarDriver', 'RlarWire', 'RlarCollections'), `${stand}\n${suite.source}`);
}

/**
 * Reads the nonce out of a pipe, which gives it once, keeps it in a local variable, which no reflection reaches, and
 * takes stdin and stdout away from the program.
 */
const TOGETHER = `class RlarHarness {
  public static void main(String[] none) throws Throwable {
    java.io.PrintStream told = System.out;
    String nonce = new String(System.in.readAllBytes());
    System.setIn(java.io.InputStream.nullInputStream());
    System.setOut(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
    String verdict = "pass";
    try {
      Main.main(new String[0]);
    } catch (Throwable problem) {
      verdict = "fail " + problem.getClass().getName();
    }
    told.println();
    told.println(nonce + " " + verdict);
    told.flush();
    Runtime.getRuntime().halt(0);
  }
}
`;

/** @returns the source of program and tests in one process */
export function javaTogether(code: string, suite: CallSuite): string {
  return oneFile(TOGETHER, `${assemble(code, suite.declaration, 'Solution')}\n${suite.source}`);
}
