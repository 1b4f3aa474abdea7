// The menu button of narrow screens, the key that leads to the search field, and what printing needs.
// In: the link to the list of pages, the field. Out: the link is a button, the list opens and closes by pointer and keyboard. Never:
// a word. Where this file does not arrive, the link leads to the list, which shows as the target of the address; where scripts do not
// run, the list is simply visible.
(() => {
  const connect = () => {
    const link = document.querySelector('.menu-button');
    const list = link && document.getElementById(link.hash.slice(1));
    if (!list) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = link.className;
    button.setAttribute('aria-controls', list.id);
    button.append(...link.childNodes);
    const had = document.activeElement === link;
    link.replaceWith(button);
    if (had) button.focus();
    const show = (open) => {
      button.setAttribute('aria-expanded', String(open));
      list.classList.toggle('is-open', open);
    };
    button.addEventListener('click', () => show(button.getAttribute('aria-expanded') !== 'true'));
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !list.classList.contains('is-open')) return;
      show(false);
      button.focus();
    });
    // Somebody may have followed the link before this file came.
    show(location.hash === link.hash);
    list.classList.add('has-button');
  };

  // Who speaks to the computer can turn the key off (WCAG 2.1.4). Where nothing can be kept, it stays on.
  const store = (() => {
    try {
      return localStorage;
    } catch {
      return {};
    }
  })();
  const choice = document.querySelector('[data-slash]');
  if (choice) {
    choice.checked = store.slash !== 'off';
    choice.addEventListener('change', () => { store.slash = choice.checked ? 'on' : 'off'; });
  }

  // "/" is a letter like any other where somebody writes.
  const toSearch = (event) => {
    const writes = event.target.closest?.('input, textarea, select, [contenteditable]');
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || writes || store.slash === 'off') return;
    const field = document.querySelector('.site-search [name=q]');
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  };

  // On paper nothing can be opened, so everything is.
  const openDetails = () => {
    for (const details of document.querySelectorAll('details:not([open])')) {
      details.open = true;
      details.dataset.opened = '';
    }
  };
  const closeDetails = () => {
    for (const details of document.querySelectorAll('details[data-opened]')) {
      details.open = false;
      delete details.dataset.opened;
    }
  };

  connect();
  document.addEventListener('keydown', toSearch);
  addEventListener('beforeprint', openDetails);
  addEventListener('afterprint', closeDetails);
})();
