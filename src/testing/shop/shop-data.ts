import { Random } from '../../spec/random.ts';

interface ShopProduct {
  readonly id: number;
  readonly name: string;
  readonly category: string;
  readonly price: number;
  readonly stock: number;
}

interface ShopOrder {
  readonly id: number;
  readonly customer: number;
  readonly status: 'open' | 'sent';
  /** Product to count. */
  readonly items: readonly { readonly product: number; readonly count: number }[];
}

export interface ShopData {
  readonly customers: readonly { readonly id: number; readonly name: string }[];
  readonly products: readonly ShopProduct[];
  readonly orders: readonly ShopOrder[];
  /** The statements that make and fill the tables. */
  readonly sql: string;
}

const NAMES = [
  'Ada Birk',
  'Ben Okoro',
  'Cleo Marsh',
  'Dev Patel',
  'Eva Lind',
  'Finn Roth',
  'Gia Costa',
  'Hugo Weiss',
];
const CATEGORIES = ['lamps', 'books', 'tools', 'cups'];
const SCHEMA = `CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, email TEXT, address TEXT);
CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT, category TEXT, price REAL, stock INTEGER);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER, status TEXT, address TEXT, coupon TEXT);
CREATE TABLE items (order_id INTEGER, product INTEGER, count INTEGER);
CREATE TABLE refunds (order_id INTEGER, product INTEGER, amount REAL);
CREATE TABLE confirmations (action TEXT, target TEXT);`;

/** @returns a shop with eight customers, sixteen products and a few orders of each customer: two open ones and a sent one at least */
export function shopData(seed: number): ShopData {
  const random = new Random(seed);
  const upTo = (most: number): number => Math.floor(random.next() * most);
  const customers = NAMES.map((name, index) => ({ id: index + 1, name }));
  const products = Array.from({ length: 16 }, (_, index) => {
    const category = CATEGORIES[index % CATEGORIES.length]!;
    const stock = index < 4 ? 1 + upTo(4) : 5 + upTo(20);
    return {
      id: index + 1,
      name: `${category.slice(0, -1)} ${index + 1}`,
      category,
      price: 2 * (index + 3) + upTo(2),
      stock,
    };
  });
  const orders = customers.flatMap(({ id: customer }) =>
    (['open', 'open', 'sent'] as const).map((status, index): ShopOrder => {
      const first = 1 + upTo(15);
      const items = [first, first + 1].map((product) => ({ product, count: 1 + upTo(3) }));
      return { id: 100 + customer * 10 + index, customer, status, items };
    }),
  );
  const rows = [
    ...customers.map(
      ({ id, name }) =>
        `INSERT INTO customers VALUES (${id}, '${name}', 'old${id}@mail.test', '${id} Old Road')`,
    ),
    ...products.map(
      ({ id, name, category, price, stock }) =>
        `INSERT INTO products VALUES (${id}, '${name}', '${category}', ${price}, ${stock})`,
    ),
    ...orders.map(
      ({ id, customer, status }) =>
        `INSERT INTO orders VALUES (${id}, ${customer}, '${status}', '${customer} Old Road', NULL)`,
    ),
    ...orders.flatMap(({ id, items }) =>
      items.map(({ product, count }) => `INSERT INTO items VALUES (${id}, ${product}, ${count})`),
    ),
  ];
  return { customers, products, orders, sql: `${SCHEMA}\n${rows.join(';\n')};` };
}
