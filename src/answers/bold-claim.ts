/** What a sentence puts in bold, where all of its bold words are the same: `The symbol is **Au**, from …` */
export function boldClaim(said: string): string | null {
  const bold = [...said.matchAll(/\*\*([^*\n]{1,120})\*\*/g)].map((match) =>
    match[1]!.replace(/[.:,;\s]+$/, ''),
  );
  return bold.length > 0 && bold.length <= 4 && new Set(bold).size === 1 && said.length <= 1_500
    ? bold[0]!
    : null;
}
