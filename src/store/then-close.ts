/** @returns the answer of `use` about what was opened, which is closed then, whatever happened */
export async function thenClose<Opened extends { close(): unknown }, Answer>(
  opening: Promise<Opened>,
  use: (opened: Opened) => Promise<Answer>,
): Promise<Answer> {
  const opened = await opening;
  try {
    return await use(opened);
  } finally {
    await opened.close();
  }
}
