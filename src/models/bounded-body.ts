/**
 * Reads the body of an answer and no more of it than a bound, whatever its headers say.
 * @param most bytes that are read
 * @returns null where the body is longer
 * @throws what the connection throws where it breaks off
 */
export async function boundedBody(response: Response, most: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
