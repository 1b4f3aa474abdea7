// In: the npm package @digital-go-jp/design-tokens (version in package.json) and the default theme.
// Out: themes/default/assets/dads.css with those custom properties that the theme uses, exactly as the package has them, and
// the package's licence beside it.   node tokens.mjs
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ASSETS, vendored } from './lib/tokens.mjs';

for (const [name, text] of Object.entries(await vendored())) {
  await writeFile(path.join(ASSETS, name), text);
  console.log(`${name}: ${Buffer.byteLength(text)} bytes`);
}
