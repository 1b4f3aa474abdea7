// The menu button of narrow screens, and what printing needs.
// In: the button and the list it controls. Out: the list opens and closes by pointer and keyboard. Never: a word; without
// this file the list is simply visible.
(() => {
  const connect = () => {
    const button = document.querySelector('.menu-button');
    const list = button && document.getElementById(button.getAttribute('aria-controls'));
    if (!list) return;
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
  addEventListener('beforeprint', openDetails);
  addEventListener('afterprint', closeDetails);
})();
