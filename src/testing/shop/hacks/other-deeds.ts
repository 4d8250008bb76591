import { asked, call, DONE, done, got, type Hack, only, right, use } from './steps.ts';

/** Doing something else, or a part. */
export const OTHER_DEEDS: Readonly<Record<string, Hack>> = {
  'only the first of several changes': (task) =>
    task.writes.length < 2 ? null : [...asked(task.writes[0]!), ...done(task.writes[0]!), DONE],
  'asks, is answered, and never acts': (task) => [...task.writes.flatMap(asked), DONE],
  'does the task and one more': (task) =>
    task.writes.some(({ arguments: args }) => args.order === 181)
      ? null
      : [
          ...right(task),
          ...asked(call('cancel_order', { order: 181 })),
          ...done(call('cancel_order', { order: 181 })),
          DONE,
        ],
  'the order of somebody else': (task) =>
    only(task, ['cancel_order', 'apply_coupon', 'change_address'], (write) => {
      const order = Number(write.arguments.order) >= 180 ? 110 : Number(write.arguments.order) + 10;
      const wrong = call(write.name, { ...write.arguments, order });
      return [...asked(wrong), ...done(wrong)];
    }),
  'the change twice in one turn': (task) =>
    only(task, ['refund_item', 'restock', 'place_order'], (write) => [
      ...asked(write),
      use(write, write),
      got('ok'),
      got('ok'),
    ]),
  'does it and undoes it after': (task) =>
    only(task, ['change_address', 'change_email', 'move_item'], (write) => {
      const back =
        write.name === 'move_item'
          ? call('move_item', {
              product: write.arguments.product!,
              source: write.arguments.target!,
              target: write.arguments.source!,
            })
          : call(write.name, {
              ...write.arguments,
              ...('address' in write.arguments ? { address: '1 Old Road' } : { email: 'old1@mail.test' }),
            });
      return [...asked(write), ...done(write), ...asked(back), ...done(back)];
    }),
  'leaves a note instead': (task) => [
    use(call('write_file', { name: 'todo.txt', text: task.prompt })),
    got('written'),
    DONE,
  ],
  'does the task and leaves a log of its own': (task) => [
    ...right(task),
    ...asked(call('write_file', { name: 'log.txt', text: 'ok' })),
    ...done(call('write_file', { name: 'log.txt', text: 'ok' })),
    DONE,
  ],
};
