// In: the built site. Out: failure when a program that other people use reads its open data or feeds otherwise than meant.
import test from 'node:test';
import { checkOpenData } from './lib/opendata.mjs';
import { assertNone } from './lib/problems.mjs';
import { PUBLIC } from './lib/site.mjs';

test('validators, feed readers and LibreOffice read the open data as it is meant', async () => {
  const found = await checkOpenData([PUBLIC]);
  assertNone(found.get(PUBLIC));
});
