import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Constraint, ToolCall } from '../../spec/query.ts';
import { Random } from '../../spec/random.ts';
import { type ShopData, shopData } from './shop-data.ts';

/** A task of the shop: what is asked, how it is judged, and calls that do it. */
export interface ShopTask {
  readonly id: string;
  readonly prompt: string;
  /** The final state, and the rules: the customer has said yes to each change before it is made, and nothing is repeated without end. */
  readonly constraints: readonly Constraint[];
  /** The changes that the task needs. Each of them has to be confirmed before. */
  readonly writes: readonly ToolCall[];
  /** What one may look at before. */
  readonly reads: readonly ToolCall[];
}

const FUNCTIONS = readFileSync(join(import.meta.dirname, 'shop.py'), 'utf8');
const NAMES = [...FUNCTIONS.matchAll(/^def ([a-z]\w*)\(/gm)].map(([, name]) => name!);

interface Asked {
  readonly prompt: string;
  readonly writes: readonly ToolCall[];
  readonly reads: readonly ToolCall[];
}
type Template = (shop: ShopData, pick: <Item>(items: readonly Item[]) => Item) => Asked;

const call = (name: string, args: ToolCall['arguments']): ToolCall => ({ name, arguments: args });

const TEMPLATES: Readonly<Record<string, Template>> = {
  cancel: (shop, pick) => {
    const { id } = pick(open(shop));
    return {
      prompt: `Cancel order ${id}.`,
      writes: [call('cancel_order', { order: id })],
      reads: [call('get_order', { order: id })],
    };
  },
  'cancel-all': (shop, pick) => {
    const { id, name } = pick(shop.customers);
    const mine = open(shop).filter(({ customer }) => customer === id);
    return {
      prompt: `Cancel all open orders of ${name}.`,
      writes: mine.map((order) => call('cancel_order', { order: order.id })),
      reads: [call('find_customer', { name }), call('list_orders', { customer: id })],
    };
  },
  address: (shop, pick) => {
    const { id } = pick(open(shop));
    const address = `${pick([4, 7, 19, 23])} New Street`;
    return {
      prompt: `Send order ${id} to ${address}.`,
      writes: [call('change_address', { order: id, address })],
      reads: [call('get_order', { order: id })],
    };
  },
  email: (shop, pick) => {
    const { id, name } = pick(shop.customers);
    const email = `new${pick([3, 5, 8])}@mail.test`;
    return {
      prompt: `The new address for mail of ${name} is ${email}.`,
      writes: [call('change_email', { customer: id, email })],
      reads: [call('find_customer', { name })],
    };
  },
  refund: (shop, pick) => {
    const order = pick(shop.orders.filter(({ status }) => status === 'sent'));
    const { product } = pick(order.items);
    return {
      prompt: `Product ${product} of order ${order.id} came broken. Give the money back.`,
      writes: [call('refund_item', { order: order.id, product })],
      reads: [call('get_order', { order: order.id })],
    };
  },
  coupon: (shop, pick) => {
    const { id } = pick(open(shop));
    const code = pick(['SPRING', 'TEN', 'THANKS']);
    return {
      prompt: `Put the coupon ${code} on order ${id}.`,
      writes: [call('apply_coupon', { order: id, code })],
      reads: [call('get_order', { order: id })],
    };
  },
  restock: (shop, pick) => {
    const category = pick(shop.products.filter(({ stock }) => stock < 5)).category;
    const low = shop.products.filter((product) => product.category === category && product.stock < 5);
    return {
      prompt: `Restock every one of the ${category} of which fewer than 5 are left, up to 10.`,
      writes: low.map(({ id, stock }) => call('restock', { product: id, count: 10 - stock })),
      reads: [call('list_products', { category })],
    };
  },
  move: (shop, pick) => {
    const { id } = pick(shop.customers);
    const [source, target] = open(shop).filter(({ customer }) => customer === id);
    const { product } = source!.items[0]!;
    return {
      prompt: `Move product ${product} from order ${source!.id} to order ${target!.id}.`,
      writes: [call('move_item', { product, source: source!.id, target: target!.id })],
      reads: [call('get_order', { order: source!.id }), call('get_order', { order: target!.id })],
    };
  },
  order: (shop, pick) => {
    const { id, name } = pick(shop.customers);
    const { category } = pick(shop.products);
    const cheapest = shop.products
      .filter((product) => product.category === category)
      .toSorted((one, other) => one.price - other.price)[0]!;
    return {
      prompt: `Order one of the cheapest of the ${category} for ${name}.`,
      writes: [call('place_order', { customer: id, product: cheapest.id, count: 1 })],
      reads: [call('find_customer', { name }), call('list_products', { category })],
    };
  },
  report: (shop, pick) => {
    const { id, name } = pick(shop.customers);
    const mine = open(shop).filter(({ customer }) => customer === id);
    return {
      prompt: `Write the numbers of all open orders of ${name} into orders.txt, in rising order, one a line.`,
      writes: [call('write_file', { name: 'orders.txt', text: mine.map((order) => order.id).join('\n') })],
      reads: [call('find_customer', { name }), call('list_orders', { customer: id })],
    };
  },
};

function open(shop: ShopData): ShopData['orders'] {
  return shop.orders.filter(({ status }) => status === 'open');
}

/** By function that changes something: the argument that says what is changed, and that its confirmation names. */
export const TARGETS: Readonly<Record<string, string>> = {
  cancel_order: 'order',
  change_address: 'order',
  change_email: 'customer',
  refund_item: 'order',
  apply_coupon: 'order',
  restock: 'product',
  move_item: 'source',
  place_order: 'product',
  write_file: 'name',
};

/** @returns what a call changes: the order, customer, product or file that its confirmation names */
export function targetOf({ name, arguments: args }: ToolCall): string {
  return String(args[TARGETS[name] ?? '']);
}

/** @returns the confirmation that a change needs before it */
export function confirmationOf(write: ToolCall): ToolCall {
  return call('confirm', { action: write.name, target: targetOf(write) });
}

/** How many templates the tasks are made from. */
export const SHOP_TEMPLATES = Object.keys(TEMPLATES).length;

/**
 * @param count how many; the templates take turns
 * @returns tasks of a small shop, for trying trajectory rewards: the same ones each time
 */
export function shopTasks(count = 200): ShopTask[] {
  const templates = Object.entries(TEMPLATES);
  return Array.from({ length: count }, (_, index) => {
    const [name, template] = templates[index % templates.length]!;
    const shop = shopData(index);
    const random = new Random(1_000 + index);
    const { prompt, writes, reads } = template(
      shop,
      (items) => items[Math.floor(random.next() * items.length)]!,
    );
    const said = `Your functions: ${NAMES.join(', ')}. Ask with confirm(action, target) before every change, with the number or the name of what is changed as the target.`;
    return {
      id: `${name}-${index}`,
      prompt: `${said}\n\n${prompt}`,
      writes,
      reads,
      constraints: constraintsOf(shop, writes),
    };
  });
}

function constraintsOf(shop: ShopData, writes: readonly ToolCall[]): Constraint[] {
  const environment = {
    sql: shop.sql,
    functions: FUNCTIONS,
    solution: [...writes],
    ignore: ['confirmations'],
    calls: 4 * writes.length + 20,
  };
  return [
    { id: 'trajectory:final_state', kwargs: environment },
    ...Object.entries(TARGETS).map(
      ([change, target]): Constraint => ({
        id: 'trajectory:each_before',
        kwargs: {
          first: { call: 'confirm', with: { action: change }, result: 'yes' },
          later: { call: change },
          same: { target },
        },
      }),
    ),
    { id: 'trajectory:no_loop', kwargs: { count: 2 } },
    { id: 'trajectory:no_loop', kwargs: { count: 2 * writes.length + 4, of: 'tool' } },
    { id: 'trajectory:answer_last', kwargs: {} },
  ];
}
