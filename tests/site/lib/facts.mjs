// In: a site and a browser. Out: for each page what the link checks need to know about it.
// The browser's own parser reads the pages, so links are seen exactly as a reader's browser sees them.
const BATCH = 40;

// Runs inside the browser: everything it uses must be written inside it.
function readPages(pages) {
  const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
  const SOURCES = 'script[src],img[src],source[src],iframe[src],embed[src],audio[src],video[src],track[src],input[src]';

  const attributes = (document, selector, name) =>
    [...document.querySelectorAll(selector)].map((element) => element.getAttribute(name));

  const candidates = (document) =>
    attributes(document, '[srcset]', 'srcset').flatMap((set) => set.split(',').map((part) => part.trim().split(/\s+/)[0]));

  const vectorReferences = (document) =>
    [...document.querySelectorAll('use, svg image')].map((element) => element.getAttribute('href') ?? element.getAttribute('xlink:href'));

  const assets = (document) => [
    ...attributes(document, SOURCES, 'src'),
    ...attributes(document, 'object[data]', 'data'),
    ...attributes(document, 'video[poster]', 'poster'),
    ...attributes(document, 'link[href]:not([rel~=canonical]):not([rel~=alternate][hreflang])', 'href'),
    ...attributes(document, 'form[action]', 'action'),
    ...candidates(document),
    ...vectorReferences(document),
  ].filter((address) => address !== null);

  const links = (document) =>
    [...document.querySelectorAll('a[href], area[href], svg a')].map((element) => ({
      href: element.getAttribute('href') ?? element.getAttribute('xlink:href') ?? '',
      hreflang: element.getAttribute('hreflang'),
      lang: element.getAttribute('lang'),
    }));

  const texts = (document) => {
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found.filter((node) => !node.parentElement.closest('script, style'));
  };

  // Attributes that are read out, shown or printed.
  const SPOKEN = ['title', 'alt', 'aria-label', 'aria-description', 'placeholder', 'label', 'summary', 'content', 'data-label', 'data-title', 'data-site', 'data-shown', 'data-none'];

  const isJapanese = (element) => /^ja\b/.test(element.closest('[lang]')?.lang ?? '');

  // Japanese words on a page of another language, without a mark that they are Japanese.
  const unmarked = (document) => [
    ...texts(document)
      .filter((node) => JAPANESE.test(node.data) && !isJapanese(node.parentElement))
      .map((node) => node.data.trim().slice(0, 40)),
    ...[...document.querySelectorAll('*')].filter((element) => !isJapanese(element)).flatMap((element) =>
      SPOKEN.filter((name) => JAPANESE.test(element.getAttribute(name) ?? '')).map((name) => `${name}="${element.getAttribute(name).slice(0, 40)}"`)),
  ];

  // A block of JSON-LD is data and never run. Any other type, and anything in it that is no JSON, is not allowed.
  const inScript = (script) => {
    if (script.getAttribute('type') !== 'application/ld+json') return ['<script>'];
    try {
      JSON.parse(script.textContent);
    } catch {
      return ['<script> with something else than JSON'];
    }
    return /[<>&]/.test(script.textContent) ? ['<script> with signs that could end it'] : [];
  };

  const inline = (document) => [
    ...[...document.querySelectorAll('style')].map(() => '<style>'),
    ...[...document.querySelectorAll('script:not([src])')].flatMap(inScript),
    ...[...document.querySelectorAll('*')].flatMap((element) =>
      [...element.attributes].filter(({ name }) => name === 'style' || /^on/.test(name)).map(({ name }) => `${element.localName} ${name}=`)),
  ];

  const facts = ({ file, html }) => {
    const document = new DOMParser().parseFromString(html, 'text/html');
    return {
      file,
      lang: document.documentElement.getAttribute('lang'),
      kind: document.body.dataset.kind,
      title: document.title,
      headings: document.querySelectorAll('h1').length,
      pictures: document.querySelectorAll('svg[role=img]').length,
      ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
      names: attributes(document, 'a[name]', 'name'),
      links: links(document),
      assets: assets(document),
      canonical: attributes(document, 'link[rel~=canonical]', 'href'),
      alternates: [...document.querySelectorAll('link[rel~=alternate][hreflang]')].map((element) => ({
        hreflang: element.getAttribute('hreflang'),
        href: element.getAttribute('href'),
      })),
      unmarked: document.documentElement.lang === 'ja' ? [] : unmarked(document),
      inline: inline(document),
      refresh: attributes(document, 'meta[http-equiv="refresh" i]', 'content'),
    };
  };
  return pages.map(facts);
}

export async function readFacts(site, browser) {
  const page = await browser.newPage();
  const facts = [];
  for (let start = 0; start < site.pages.length; start += BATCH) {
    const files = site.pages.slice(start, start + BATCH);
    const batch = await Promise.all(files.map(async (file) => ({ file, html: await site.text(file), size: (await site.bytes(file)).length })));
    const read = await page.evaluate(readPages, batch);
    facts.push(...read.map((each, index) => ({ ...each, size: batch[index].size })));
  }
  await page.close();
  return facts;
}
