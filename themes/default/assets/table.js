// Tables and lists: the order of rows, the choice among them, what is shown as a file, the address of a row.
// In: th[data-sort] and data-order, form[data-filter] and [data-row], [data-tools], all with their words. Out: what a reader chose
// stands in the address. Never: a word of its own; a place for a cell without data-order, which comes last in every order.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const query = () => new URLSearchParams(location.search);

  // The address is that of what is shown; a choice is no step that "back" would have to undo.
  const write = (changes, hash = '') => {
    const next = query();
    for (const [name, value] of changes) value ? next.set(name, value) : next.delete(name);
    history.replaceState(null, '', `${location.pathname}?${next}`.replace(/\?$/, '') + hash);
  };

  const toolsOf = (table) => document.querySelector(`[data-tools="${table.caption?.id}"]`);

  // ---- order: one column at a time; the last press brings back the order of the page, which a column may have from the start.

  const sorted = (table) => {
    const [body] = table.tBodies;
    const rows = [...body.rows];
    const headings = all('thead th[data-sort]', table);
    const own = headings.find((heading) => heading.hasAttribute('aria-sort'));
    const ownOrder = own?.getAttribute('aria-sort');
    let by = null;
    const tools = toolsOf(table);
    const [key, direction] = ['sort', 'order'].map((name) => (table.dataset.table ? `${table.dataset.table}-${name}` : name));

    const arrange = (heading, order) => {
      by = heading;
      const sign = order === 'ascending' ? 1 : -1;
      const place = (row) => Number(row.cells[heading.cellIndex]?.dataset.order || NaN);
      const compare = (a, b) => Number.isNaN(a) - Number.isNaN(b) || sign * (a - b) || 0;
      for (const other of headings) other.removeAttribute('aria-sort');
      (heading ?? own)?.setAttribute('aria-sort', heading ? order : ownOrder);
      body.append(...(heading ? [...rows].sort((a, b) => compare(place(a), place(b))) : rows));
    };

    const say = (heading, order) => {
      if (!tools) return;
      const text = tools.dataset[heading ? order : 'original'];
      tools.querySelector('[role=status]').textContent = text.replace('{name}', heading?.textContent.trim());
    };

    const press = (heading) => {
      const first = heading.dataset.first ?? 'descending';
      const orders = [first, first === 'ascending' ? 'descending' : 'ascending', ...(heading === own ? [] : [null])];
      const next = orders[(orders.indexOf(heading.getAttribute('aria-sort')) + 1) % orders.length];
      const order = heading === own && next === ownOrder ? null : next;
      arrange(order && heading, order);
      say(by, order);
      write([[key, by && heading.dataset.sort], [direction, order]]);
    };

    for (const heading of headings) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'sort';
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener('click', () => press(heading));
    }

    return () => {
      const order = query().get(direction);
      const known = ['ascending', 'descending'].includes(order);
      const heading = (known && headings.find(({ dataset }) => dataset.sort === query().get(key))) || null;
      const was = by;
      arrange(heading, order);
      if (heading || was) say(heading, order);
    };
  };

  // ---- choice: selects by the words that rows carry, and one field for words of the text.

  // Half and full width, small and large letters, katakana and hiragana are the same to somebody who looks for a word.
  const folded = (text) =>
    text.normalize('NFKC').toLowerCase().replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 96)).replace(/\s+/g, ' ');

  const filtered = (form) => {
    const controls = all('select, input', form);
    const status = form.querySelector('[role=status]');
    const rows = all('main [data-row]');
    const groups = all('main [data-group]');
    const counts = all('main [data-count]').map((element) => ({
      element,
      text: element.textContent,
      rows: all('[data-row]', element.closest('table, section')),
    }));
    const texts = new Map();

    const textOf = (row) => {
      if (!texts.has(row)) texts.set(row, folded(`${row.textContent} ${row.dataset.reading ?? ''}`));
      return texts.get(row);
    };
    const matches = (place) =>
      controls.every(({ name, value }) => {
        if (!value) return true;
        if (name === 'q') return folded(value).split(' ').every((word) => textOf(place).includes(word));
        return (place.closest(`[data-${name}]`)?.getAttribute(`data-${name}`) ?? '').split(' ').includes(value);
      });
    const say = (text, of, shown) => text.replace('{n}', of).replace('{m}', shown);
    const shownOf = (list) => list.filter((row) => !row.hidden).length;

    const apply = () => {
      const active = controls.some(({ value }) => value);
      for (const row of rows) row.hidden = !matches(row);
      for (const group of groups) {
        const own = all('[data-row]', group);
        group.hidden = active && (own.length ? shownOf(own) === 0 : !matches(group));
      }
      for (const { element, text, rows: own } of counts) {
        const shown = shownOf(own);
        element.textContent = shown < own.length ? say(element.dataset.count, own.length, shown) : text;
      }
      const shown = shownOf(rows);
      const none = shown === 0 && groups.every((group) => group.hidden);
      status.textContent = active ? say(none ? form.dataset.none : form.dataset.shown, rows.length, shown) : '';
    };

    const changes = () => controls.map(({ name, value }) => [name, value.trim()]);
    const clear = () => {
      for (const control of controls) control.value = '';
      apply();
    };

    form.addEventListener('input', () => {
      apply();
      write(changes());
    });
    form.addEventListener('reset', (event) => {
      event.preventDefault();
      clear();
      write(changes());
    });
    form.addEventListener('submit', (event) => event.preventDefault());

    const read = () => {
      for (const control of controls) {
        const wanted = query().get(control.name) ?? '';
        const known = !control.options || [...control.options].some(({ value }) => value === wanted);
        control.value = known ? wanted : '';
      }
      apply();
    };
    // What an address names is shown: the choice that hides it is given up.
    const reveal = () => {
      const target = document.querySelector(':target');
      if (!target?.closest('[hidden]')) return;
      clear();
      write(changes(), location.hash);
      target.scrollIntoView();
    };
    return { read, reveal };
  };

  // ---- what is shown, as a file: the same words in the same order.

  const wordsOf = (cell) => (cell?.innerText ?? '').replace(/[^\S\n]+/g, ' ').replace(/\s*\n\s*/g, '\n').trim();

  // A spreadsheet computes what begins like a formula. Numbers and a dash alone it takes for what they are.
  const isFormula = (text) => /^[=+\-@＝＋－＠]/.test(text) && !/^[+-]?[\d,]*\.?\d+%?$|^[-－]$/.test(text);
  const field = (text) => `"${(isFormula(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

  const file = (tools) => {
    const table = document.getElementById(tools.dataset.tools)?.closest('table');
    const columns = table ? [...table.tHead.rows[0].cells].map(wordsOf) : tools.dataset.columns.split('|');
    const rows = table ? [...table.tBodies].flatMap((body) => [...body.rows]) : all('main [data-row]');
    const cell = (row, at) => wordsOf(table ? row.cells[at] : row.querySelector(`[data-cell="${at}"]`));
    const lines = rows.filter((row) => !row.hidden).map((row) => columns.map((_, at) => cell(row, at)));
    return `\ufeff${[columns, ...lines].map((line) => `${line.map(field).join(',')}\r\n`).join('')}`;
  };

  const save = (tools) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([file(tools)], { type: 'text/csv' }));
    link.download = tools.dataset.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  for (const tools of all('[data-tools]')) {
    tools.querySelector('button').addEventListener('click', () => save(tools));
  }

  const orders = all('table').filter((table) => table.querySelector('th[data-sort]')).map(sorted);
  const form = document.querySelector('form[data-filter]');
  const choice = form && filtered(form);
  const read = () => {
    choice?.read();
    for (const restore of orders) restore();
  };
  addEventListener('popstate', read);
  if (choice) for (const event of ['load', 'hashchange']) addEventListener(event, choice.reveal);
  read();
})();
