import { pythonStrip } from '../../text/python-text.ts';

/**
 * The eight forms of a response. IFEval's loose accuracy takes the best of them: as it is, and without its first line,
 * its last line or both; each with and without asterisks (arXiv 2311.07911, section 2.2).
 */
export function looseVariants(response: string): string[] {
  const first = response.indexOf('\n');
  const last = response.lastIndexOf('\n');
  const withoutFirst = first < 0 ? '' : pythonStrip(response.slice(first + 1));
  const withoutLast = last < 0 ? '' : pythonStrip(response.slice(0, last));
  const withoutBoth = last <= first ? '' : pythonStrip(response.slice(first + 1, last));
  const forms = [response, withoutFirst, withoutLast, withoutBoth];
  return [...forms, ...forms.map((form) => form.replaceAll('*', ''))];
}
