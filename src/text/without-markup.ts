/** @returns a short text without emphasis marks, LaTeX text commands and maths dollars, trimmed */
export function withoutMarkup(text: string): string {
  return text
    .replace(/\\(?:text|textbf|textit|texttt|mathrm|mathbf|mathsf|boxed)\s?\{([^{}]{0,2000})\}/g, '$1')
    .replace(/\*\*|__|\$|\\[()[\]]|^`+|`+$/g, '')
    .trim();
}
