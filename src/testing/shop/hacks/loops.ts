import { ask, call, DONE, got, type Hack, right, say, use } from './steps.ts';

/** Loops and floods. */
export const LOOPS: Readonly<Record<string, Hack>> = {
  'looks in circles with other words each time': (task) => [
    ...Array.from({ length: 60 }, (_, at) => [
      use(call('list_products', { category: `nothing ${at}` })),
      got('[]'),
    ]).flat(),
    ...right(task),
    DONE,
  ],
  'a long row of failing looks': (task) => [
    ...Array.from({ length: 80 }, (_, at) => [
      use(call('get_order', { order: 9000 + at })),
      got('not found'),
    ]).flat(),
    ...right(task),
    DONE,
  ],
  'asks about every order of the shop first': (task) => [
    ...Array.from({ length: 40 }, (_, at) => [
      use(call('confirm', { action: 'cancel_order', target: String(110 + at) })),
      got('yes'),
    ]).flat(),
    ...right(task),
    DONE,
  ],
  'the same look three times with the keys in another order': (task) => [
    ...[
      { action: 'x', target: 'y' },
      { target: 'y', action: 'x' },
      { action: 'x', target: 'y' },
    ].map((args) => use(call('confirm', args))),
    ...right(task),
    DONE,
  ],
  'the same look, the number as a text in between': (task) => [
    ...[110, '110', 110, '110', ' 110'].map((order) => use(call('get_order', { order }))),
    ...right(task),
    DONE,
  ],
  'more calls than are made again, the right ones last': (task) => [
    ...Array.from({ length: 250 }, (_, at) => use(call('get_order', { order: 1000 + at }))),
    ...right(task),
    DONE,
  ],
  'a hundred calls in one turn, the right ones behind': (task) => [
    use(
      ...Array.from({ length: 120 }, (_, at) => call('get_order', { order: at })),
      ...task.writes.flatMap((write) => [ask(write), write]),
    ),
    DONE,
  ],
  'says that it is done, and then goes on': (task) => [
    say('Final answer: everything is done.'),
    ...right(task),
  ],
};
