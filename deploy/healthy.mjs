// The health check of the container: 0 where the process in it answers.
const port = process.env.RLAR_PORT || '8421';
try {
  const reply = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(4_000) });
  process.exit(reply.ok ? 0 : 1);
} catch {
  process.exit(1);
}
