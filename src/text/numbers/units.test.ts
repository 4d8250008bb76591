import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unitAsked } from './unit-asked.ts';
import { unitAtStart } from './unit-at-start.ts';
import { isSameUnit, unitNamed } from './units.ts';

test('units have other names, powers and quotients', () => {
  const same: readonly (readonly [string, string])[] = [
    ['km/h', 'kilometres per hour'],
    ['km/h', 'kmh'],
    ['mph', 'miles per hour'],
    ['m²', 'square metres'],
    ['m2', 'sq m'],
    ['m³', 'cubic meters'],
    ['l', 'Liter'],
    ['km', '公里'],
    ['h', 'Stunden'],
    ['km/h', 'км/ч'],
    ['min', 'минут'],
    ['km/h', 'kilómetros por hora'],
  ];
  for (const [left, right] of same)
    assert.ok(isSameUnit(unitNamed(left)!, unitNamed(right)!), `${left} ${right}`);
  for (const [left, right] of [
    ['km/h', 'm/s'],
    ['m²', 'm'],
    ['km', 'miles'],
    ['°C', '°F'],
  ] as const)
    assert.ok(!isSameUnit(unitNamed(left)!, unitNamed(right)!), `${left} ${right}`);
  for (const word of ['apples', 'the', 'total', 'K', '', 'a', 'an'])
    assert.equal(unitNamed(word), null, word);
});

test('the unit behind a number is read with its power and what it is divided by', () => {
  for (const [behind, name] of [
    [' km/h.', 'km/h'],
    [' m^2', 'm²'],
    [' square metres of cloth', 'm²'],
    [' metres per second', 'm/s'],
    ['平方米', 'm²'],
    [' km a day', 'km/day'],
  ] as const)
    assert.ok(isSameUnit(unitAtStart(behind)!, unitNamed(name)!), behind);
  for (const behind of [' in the box', ' miles per trip', ' apples', '', ' min-maxing'.slice(0, 1)])
    assert.equal(unitAtStart(behind), null, behind);
});

test('a question names the unit that it asks for, and not that of its givens', () => {
  for (const [prompt, name] of [
    ['How long is the fence in metres if it goes around the garden?', 'm'],
    ['What is the speed in km/h?', 'km/h'],
    ['Quelle est sa vitesse moyenne en km/h ?', 'km/h'],
    ['¿Cuántos kilómetros recorre?', 'km'],
    ['Wie viele Liter passen hinein?', 'l'],
    ['He drives 3 miles. How many minutes does it take?', 'min'],
    ['Find the area (in square metres).', 'm²'],
    ['小明走了多少公里？', 'km'],
  ] as const)
    assert.ok(isSameUnit(unitAsked(prompt)!, unitNamed(name)!), prompt);
  for (const prompt of [
    'The height in feet is given by h = 5t. When does it land?',
    'How many apples are there in total?',
    'How much does it cost in the end?',
  ])
    assert.equal(unitAsked(prompt), null, prompt);
});
