import type { AcquisitionEvent } from './acquisition-event.ts';

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
    case 'notes':
      return `${event.notes.length} notes of earlier failures are shown`;
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
    case 'found':
      return `${event.models} models found at ${event.source}${event.unread > 0 ? `, ${event.unread} of them could not be read` : ''}`;
    case 'cards-unread':
      return `cards are left unread: ${event.reason}`;
    case 'chosen': {
      const [first, ...others] = event.candidates;
      const fallbacks = others.length > 0 ? `, ${others.length} fallbacks` : '';
      return `${first ? `chosen: ${first.model}${fallbacks}` : 'none may serve'}; ${event.refused.length} refused by rules`;
    }
    case 'fetching':
      return `${event.model}: ${event.note}`;
    case 'tried':
      return `${event.model} ${event.admitted ? 'passes' : 'is refused'}: ${event.reason}`;
    case 'outcome':
      return `${event.outcome}: ${event.reason}`;
  }
}
