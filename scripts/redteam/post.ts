/** An answer of a server. */
interface Reply {
  readonly status: number;
  readonly text: string;
}

/** Sends a body to score. @returns null where the connection broke */
export async function post(port: number, body: string): Promise<Reply | null> {
  try {
    const reply = await fetch(`http://127.0.0.1:${port}/v1/rewards`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return { status: reply.status, text: await reply.text() };
  } catch {
    return null;
  }
}
