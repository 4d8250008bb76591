import type { AcquisitionEvent } from '../code-agent/acquisition-event.ts';

const NOTE = 160;

/** @returns an event in a few words, for a line of progress */
export function noteOf(event: AcquisitionEvent): string {
  const text = words(event).replace(/\s+/g, ' ').trim();
  return text.length > NOTE ? `${text.slice(0, NOTE - 1)}…` : text;
}

function words(event: AcquisitionEvent): string {
  switch (event.step) {
    case 'design':
      return event.checkable
        ? `design: ${event.summary}`
        : `design: not checkable: ${event.unchecked || event.summary}`;
    case 'witnesses':
      return `witnesses: ${event.good} good and ${event.bad} bad answers, ${event.prompts} prompts`;
    case 'candidate':
      return `candidate ${event.candidate} in ${event.language}, ${event.sources.program.split('\n').length} lines`;
    case 'second-opinion':
      return 'a second opinion is written';
    case 'dropped':
      return `left out ${event.what}: ${event.reason}`;
    case 'gate': {
      const { gate, name, program, outcome, cases, reason } = event.report;
      const of = program && program !== name ? ` of the ${program}` : '';
      return `${event.phase} ${event.candidate} ${gate} ${name}${of}: ${outcome}, ${cases} cases${reason ? `: ${reason}` : ''}`;
    }
    case 'round': {
      const failing = event.failing.length > 0 ? `fails ${event.failing.join(', ')}` : 'passes';
      const back = event.counterExamples.length;
      return `round ${event.round}: ${event.candidate} ${failing}${back > 0 ? `, ${back} counter-examples go back` : ''}`;
    }
    case 'frozen':
      return `frozen: ${event.candidate} as version ${event.version}`;
    case 'outcome':
      return `${event.outcome}: ${event.reason}`;
  }
}
