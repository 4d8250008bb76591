import {
  type AnyNode,
  type ExpressionStatement,
  type Function as FunctionNode,
  type Program,
  parse,
} from 'acorn';
import { RlarError } from '../../spec/errors.ts';

/** Names under which people keep a reward function that they do not export by default. */
const NAMES = ['score', 'reward', 'grade', 'verify', 'check', 'compute_score', 'computeScore', 'evaluate'];
const EXPECTED = 'expected: export default (prompt, response, reference) => …';
const FIELDS = ['prompt', 'response', 'reference'];

/** The result of the static inspection of a JavaScript file. */
export interface JavaScriptFunction {
  readonly parameters: readonly string[];
  readonly usesReference: boolean;
}

/** The reward function of a module, and the module as a script without `export`. */
interface Found {
  readonly given: FunctionNode | null;
  /** The expression in the script that gives the function. */
  readonly expression: string;
  readonly script: string;
}

/**
 * @returns the parameters of the function that a file exports by default, or that has one of the usual names
 * @throws RLAR_INVALID_TOOL with line and column
 */
export function inspectJavaScript(source: string): JavaScriptFunction {
  const { given } = find(source);
  if (!given) return { parameters: [], usesReference: false };
  if (given.async)
    throw new RlarError('RLAR_INVALID_TOOL', 'the function is async: a promise is no result in the sandbox');
  const parameters = given.params.map((node) => source.slice(node.start, node.end));
  const third = given.params[2];
  const name = third?.type === 'AssignmentPattern' ? third.left : third;
  const body = source.slice(given.body.start, given.body.end);
  const usesReference = takesOneObject(given)
    ? /\breference\b/.test(source.slice(given.start, given.end))
    : name !== undefined && (name.type !== 'Identifier' || body.includes(name.name));
  return { parameters, usesReference };
}

/** @returns the source as a script in which the reward function has this name and takes prompt, response and reference */
export function asScript(source: string, name: string): string {
  const { given, expression, script } = find(source);
  const call = given && takesOneObject(given) ? `(${FIELDS}) => (${expression})({ ${FIELDS} })` : expression;
  return `${script}\nconst ${name} = ${call};`;
}

/** @returns whether a script defines a function of this name at its outermost level */
export function definesFunction(source: string, name: string): boolean {
  return functionNamed(read(source), name) !== null;
}

function takesOneObject(given: FunctionNode): boolean {
  return given.params.length === 1 && given.params[0]?.type === 'ObjectPattern';
}

function find(source: string): Found {
  const program = read(source);
  let cut = source;
  let expression: string | null = null;
  let given: FunctionNode | null = null;
  const blank = (from: number, to: number) => {
    cut = cut.slice(0, from) + source.slice(from, to).replace(/[^\n]/g, ' ') + cut.slice(to);
  };
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration' || node.type === 'ExportAllDeclaration')
      throw new RlarError('RLAR_INVALID_TOOL', 'the file imports a module: the sandbox has none');
    if (node.type === 'ExportNamedDeclaration') {
      if (node.declaration) blank(node.start, node.declaration.start);
      else blank(node.start, node.end);
      const chosen = node.specifiers.find((entry) => nameOf(entry.exported) === 'default');
      if (chosen) expression = nameOf(chosen.local);
    }
    if (node.type === 'ExportDefaultDeclaration') {
      const { declaration } = node;
      const text = source.slice(declaration.start, declaration.end);
      if (declaration.type === 'FunctionDeclaration' && declaration.id) {
        blank(node.start, declaration.start);
        expression = declaration.id.name;
      } else {
        blank(node.start, node.end);
        expression = declaration.type === 'Identifier' ? declaration.name : `(${text})`;
        given = asFunction(declaration);
      }
    }
    const assigned = node.type === 'ExpressionStatement' ? commonJs(node) : null;
    if (assigned) {
      blank(node.start, node.end);
      expression = `(${source.slice(assigned.start, assigned.end)})`;
      given = assigned.type === 'Identifier' ? functionNamed(program, assigned.name) : asFunction(assigned);
    }
  }
  expression ??= NAMES.find((name) => functionNamed(program, name)) ?? null;
  if (expression === null) throw new RlarError('RLAR_INVALID_TOOL', EXPECTED);
  given ??= functionNamed(program, expression);
  return { given, expression, script: cut };
}

function read(source: string): Program {
  try {
    return parse(source, { ecmaVersion: 2023, sourceType: 'module' });
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    throw new RlarError('RLAR_INVALID_TOOL', `the file is not JavaScript: ${message} (line:column)`, {
      cause: thrown,
    });
  }
}

/** @returns the right side of `module.exports = …` */
function commonJs({ expression }: ExpressionStatement) {
  if (expression.type !== 'AssignmentExpression' || expression.left.type !== 'MemberExpression') return null;
  const { object, property } = expression.left;
  const isModule = object.type === 'Identifier' && object.name === 'module';
  return isModule && property.type === 'Identifier' && property.name === 'exports' ? expression.right : null;
}

function functionNamed(program: Program, name: string): FunctionNode | null {
  for (const statement of program.body) {
    const exported =
      statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration';
    const node: AnyNode | null | undefined = exported ? statement.declaration : statement;
    if (node?.type === 'FunctionDeclaration' && node.id?.name === name) return node;
    if (node?.type !== 'VariableDeclaration') continue;
    for (const { id, init } of node.declarations)
      if (id.type === 'Identifier' && id.name === name && init) return asFunction(init);
  }
  return null;
}

function asFunction(node: AnyNode): FunctionNode | null {
  const isFunction =
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'FunctionExpression' ||
    node.type === 'FunctionDeclaration';
  return isFunction ? node : null;
}

function nameOf(node: { type: string; name?: string; value?: unknown }): string {
  return node.name ?? String(node.value);
}
