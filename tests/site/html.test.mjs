// In: the built site. Out: failure for every error or warning of the Nu Html Checker.
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertNone, line } from './lib/problems.mjs';
import { openSite } from './lib/site.mjs';
import { checkHtml } from './lib/vnu.mjs';

test('every page is valid HTML', async (t) => {
  const site = await openSite();
  assert.ok(site.pages.length > 0, 'the site has no pages');
  const { problems, remarks } = await checkHtml(site.pages.map(site.diskPath), site.root);
  t.diagnostic(`${site.pages.length} pages, ${problems.length} errors and warnings, ${remarks.length} remarks`);
  for (const remark of remarks.slice(0, 20)) t.diagnostic(line(remark));
  assertNone(problems);
});
