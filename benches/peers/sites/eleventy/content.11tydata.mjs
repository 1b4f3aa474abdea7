// Where each page of the two languages stands: content/news/s1/p5.ja.md at /ja/news/s1/p5/.
export default {
  layout: 'page.njk',
  permalink({ page }) {
    const [, address, lang] = /^\/(.*)\.(ja|en)$/.exec(page.filePathStem);
    const folder = address.replace(/(^|\/)_index$/, '$1').replace(/\/$/, '');
    return `/${lang}/${folder ? `${folder}/` : ''}index.html`;
  },
};
