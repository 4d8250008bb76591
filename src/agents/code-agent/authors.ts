import type { ChatModel, ChatRequest } from '../../models/chat-model.ts';
import type { Authorship } from '../../spec/evidence.ts';

/** The parts of an acquisition, by the purposes of the requests that write them. */
const PARTS = {
  design: 'design',
  write: 'programs',
  repair: 'programs',
  witnesses: 'witnesses',
  rephrasings: 'prompts',
  'second-opinion': 'second opinion',
  wordings: 'other wordings',
  adjudicate: 'third reading',
} as const;
type Part = (typeof PARTS)[keyof typeof PARTS];

/** Those who test what the authors of the programs wrote, and what each must differ from. */
const TESTS: Partial<Readonly<Record<Part, readonly Part[]>>> = {
  witnesses: ['programs'],
  prompts: ['programs'],
  'second opinion': ['programs', 'witnesses'],
  'other wordings': ['programs', 'prompts'],
  'third reading': ['programs', 'witnesses'],
};

/** What an author saw of the work of others, and what was kept from it. */
interface Sight {
  readonly saw: string;
  readonly withheld: string;
}

/** Keeps who wrote which part of an acquisition, as the endpoints name the models that answered. */
export class Authors {
  readonly #answers = new Map<Part, { models: Set<string>; seeds: Set<number> }>();

  /** @returns the model, with an ear on every answer */
  listening(model: ChatModel): ChatModel {
    const heard = (request: ChatRequest): ChatRequest => ({
      ...request,
      onAnswer: (name) => {
        this.#note(request, name);
        request.onAnswer?.(name);
      },
    });
    return {
      name: model.name,
      get usage() {
        return model.usage;
      },
      ask: (request) => model.ask(heard(request)),
      askStructured: (request, shape) => model.askStructured(heard(request), shape),
    };
  }

  /**
   * @param others whether there are samples that the authors of the programs were not shown
   * @returns one entry for each part, in the order in which they were first answered
   */
  written(others: boolean): Authorship[] {
    return Array.from(this.#answers, ([part, { models, seeds }]) => ({
      part,
      models: [...models],
      seeds: [...seeds].sort((left, right) => left - right),
      ...sightOf(part, others),
      apart: this.#apart(part),
    }));
  }

  #note({ purpose, seed }: ChatRequest, name: string): void {
    const part = isKnown(purpose) ? PARTS[purpose] : undefined;
    if (!part) return;
    const entry = this.#answers.get(part) ?? { models: new Set(), seeds: new Set() };
    entry.models.add(name);
    if (seed !== undefined) entry.seeds.add(seed);
    this.#answers.set(part, entry);
  }

  #apart(part: Part): string {
    const told = (TESTS[part] ?? []).flatMap((other) => {
      const there = this.#answers.get(other);
      if (!there) return [];
      const same = [...(this.#answers.get(part)?.models ?? [])].some((name) => there.models.has(name));
      return [
        same
          ? `the same model as the ${other}: another call and another seed alone tell them apart`
          : `another model than the ${other}`,
      ];
    });
    return told.join('; ');
  }
}

function isKnown(purpose: string): purpose is keyof typeof PARTS {
  return Object.hasOwn(PARTS, purpose);
}

function sightOf(part: Part, others: boolean): Sight {
  const samples = others
    ? 'samples that the authors of the programs were not shown'
    : 'the samples, in another order';
  switch (part) {
    case 'design':
      return { saw: 'the samples', withheld: 'nothing was written yet' };
    case 'programs':
      return {
        saw: 'the design, the samples, a part of the prompts; in a repair the failed test cases of development',
        withheld:
          'second opinion, other wordings, the other witnesses and prompts, each other before a repair',
      };
    case 'witnesses':
    case 'prompts':
      return {
        saw: 'the design with its rules in another order, the samples in another order',
        withheld: `programs, second opinion, ${part === 'prompts' ? 'witnesses' : 'further prompts'}`,
      };
    case 'second opinion':
      return {
        saw: `the design with its rules in another order, ${samples}`,
        withheld: 'programs, witnesses, all further prompts',
      };
    case 'other wordings':
      return {
        saw: `the design with its rules in another order, ${samples}`,
        withheld: 'programs, witnesses, the first author’s prompts',
      };
    case 'third reading':
      return {
        saw: 'the design with its rules in another order, the disputed responses',
        withheld: 'programs, the labels of these responses',
      };
  }
}
