import { expect, test } from 'vitest';
import { sharedLookUps } from './look-ups.ts';

function recorded() {
  const asked: (readonly string[])[] = [];
  const answers: (() => void)[] = [];
  const look = sharedLookUps<string>((keys) => {
    asked.push(keys);
    return new Promise((resolve) => answers.push(() => resolve(new Map(keys.map((key) => [key, `${key}!`])))));
  });
  const soon = () => new Promise((resolve) => setTimeout(resolve, 5));
  return { asked, answers, look, soon };
}

test('what arrives together is asked once, and the same only once', async () => {
  const { asked, answers, look, soon } = recorded();
  const found = Promise.all([look('a'), look('b'), look('a')]);
  await soon();
  answers[0]?.();
  expect(await found).toEqual(['a!', 'b!', 'a!']);
  expect(asked).toEqual([['a', 'b']]);
});

test('who arrives while a statement runs is answered by a later one', async () => {
  const { asked, answers, look, soon } = recorded();
  const first = look('a');
  await soon();
  const second = look('a');
  answers[0]?.();
  await first;
  await soon();
  expect(asked).toEqual([['a'], ['a']]);
  answers[1]?.();
  expect(await second).toBe('a!');
});

test('a failure is told to all who waited, and the next are asked again', async () => {
  let failing = true;
  const look = sharedLookUps<string>(async () => {
    if (failing) throw new Error('lost');
    return new Map([['a', '1']]);
  });
  await expect(Promise.all([look('a'), look('b')])).rejects.toThrow('lost');
  failing = false;
  expect([await look('a'), await look('b')]).toEqual(['1', undefined]);
});
