// An order as JSON: the name, N items, and the total of their quantities.

export default function score({ prompt, response }) {
  const ask = /order by (.+?): "customer"[\s\S]*exactly (\d+) objects/.exec(String(prompt ?? ''));
  if (!ask) return 0;
  let text = String(response ?? '').trim();
  const fenced = /^```(?:json)?\n([\s\S]*)\n```$/i.exec(text);
  if (fenced) text = fenced[1];
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return 0;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return 0;
  if (typeof value.customer !== 'string' || !ask[1].toLowerCase().startsWith(value.customer.toLowerCase()))
    return 0;
  if (!Array.isArray(value.items) || value.items.length !== Number(ask[2])) return 0;
  let sum = 0;
  for (const item of value.items) {
    if (item === null || typeof item !== 'object' || typeof item.sku !== 'string' || item.sku === '')
      return 0;
    if (!Number.isInteger(item.qty) || item.qty < 1) return 0;
    sum += item.qty;
  }
  return value.total === sum ? 1 : 0;
}
