// The same site for Eleventy. In: content/ in two languages. Out: one folder for each language.
import highlight from '@11ty/eleventy-plugin-syntaxhighlight';

const above = (url) => url.replace(/[^/]+\/$/, '');

export default function (config) {
  config.addPlugin(highlight);
  config.addPassthroughCopy('style.css');
  // By address: what a page is called, and which pages stand below a section. Made once for all pages.
  config.addCollection('site', (api) => {
    const pages = api.getAll();
    const byUrl = Object.fromEntries(pages.map((page) => [page.url, { url: page.url, title: page.data.title, description: page.data.description }]));
    const below = {};
    for (const page of pages) (below[above(page.url)] ??= []).push(byUrl[page.url]);
    return { byUrl, below };
  });
  config.addFilter('above', above);
  config.addFilter('other', (url) => (url.startsWith('/ja/') ? url.replace('/ja/', '/en/') : url.replace('/en/', '/ja/')));
  return { dir: { input: 'content', includes: '../_includes' }, markdownTemplateEngine: false };
}
