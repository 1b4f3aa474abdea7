// Filters a listing by the choices of a form.
// In: <form data-filter> with selects named as the data attributes of rows (a section's attribute counts for its rows).
// Out: rows that do not match are hidden, the count is said, the choices stand in the address. Never: a word of its own.
(() => {
  const form = document.querySelector('form[data-filter]');
  if (!form) return;
  const status = form.querySelector('[role=status]');
  const selects = [...form.querySelectorAll('select')];
  const names = selects.map((select) => select.name);
  const rows = [...document.querySelectorAll('main tr[data-body], main :is(tr, li)[data-kind]')];
  const sections = [...document.querySelectorAll('main section[data-category]')];

  const wordsOf = (row, name) => (row.closest(`[data-${name}]`)?.getAttribute(`data-${name}`) ?? '').split(' ');
  const matches = (row) => selects.every(({ name, value }) => !value || wordsOf(row, name).includes(value));

  // A section without rows, such as a category that is empty in the document, goes by its own attributes.
  const isShown = (section, filtered) => {
    const own = rows.filter((row) => section.contains(row));
    if (own.length > 0) return own.some((row) => !row.hidden);
    return !filtered || (form.elements.category?.value === section.dataset.category && !form.elements.body?.value);
  };

  const apply = () => {
    const filtered = selects.some(({ value }) => value);
    for (const row of rows) row.hidden = !matches(row);
    for (const section of sections) section.hidden = !isShown(section, filtered);
    const shown = rows.filter((row) => !row.hidden).length;
    const text = shown === 0 && sections.every((section) => section.hidden) ? form.dataset.none : form.dataset.shown;
    status.textContent = filtered ? text.replace('{n}', rows.length).replace('{m}', shown) : '';
  };

  const remember = () => {
    const query = new URLSearchParams(location.search);
    for (const { name, value } of selects) value ? query.set(name, value) : query.delete(name);
    const text = query.toString();
    history.replaceState(null, '', text ? `?${text}` : location.pathname);
  };

  const read = () => {
    const query = new URLSearchParams(location.search);
    for (const select of selects) {
      const wanted = query.get(select.name) ?? '';
      select.value = [...select.options].some(({ value }) => value === wanted) ? wanted : '';
    }
    apply();
  };

  form.addEventListener('change', () => {
    apply();
    remember();
  });
  form.addEventListener('reset', () => setTimeout(() => {
    apply();
    remember();
  }));
  form.addEventListener('submit', (event) => event.preventDefault());
  addEventListener('popstate', read);
  if (names.length > 0) read();
})();
