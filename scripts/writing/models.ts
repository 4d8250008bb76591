/** Models whose texts must stand below: some one thousand million weights. */
export const SMALL = ['Llama-3.2-1B-Instruct', 'Llama-3.2-1B', 'Qwen3-0.6B'] as const;
export const STRONG = ['gpt-5.2-2025-12-11', 'gemini-3.1-pro-preview'] as const;
