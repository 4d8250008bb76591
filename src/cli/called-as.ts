/** @returns how this process was called, for commands that a person is to type next: from a checkout, by npx, or by its name */
export function calledAs({ npm_lifecycle_event: script, npm_command: command }: NodeJS.ProcessEnv): string {
  if (script === 'quickstart' || script === 'rlar') return 'npm run rlar --';
  return command === 'exec' ? 'npx rlar' : 'rlar';
}
