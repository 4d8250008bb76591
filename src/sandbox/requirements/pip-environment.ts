/** The part of the environment that pip reads: where it finds packages and how it gets there. */
const PASSED =
  /^(?:PIP_(?!NO_BINARY|REQUIREMENT|CONSTRAINT|TARGET|PREFIX|ROOT)\w+|(?:https?|no|all)_proxy|SSL_CERT_(?:FILE|DIR)|REQUESTS_CA_BUNDLE|HOME|XDG_CONFIG_HOME)$/i;

/** @returns the environment of a pip that rlar starts: no keys or tokens of rlar's, and nothing that would make pip build a package */
export function pipEnvironment(of: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const passed = Object.entries(of).filter(([name]) => PASSED.test(name));
  return { ...Object.fromEntries(passed), PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' };
}
