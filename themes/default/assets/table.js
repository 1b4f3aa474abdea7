// Tables and lists: the order of rows, the choice among them, what is shown as a file, the address of a row.
// In: th[data-sort] and data-order, form[data-filter] and [data-row], [data-tools] with the orders of a list and data-places, all
// with their words. Out: what a reader chose stands in the address. Never: a word of its own; a place for what has none, which
// comes last in every order.
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

  // ---- the order of a list: rows inside their groups, and groups by their first row; or all rows in one section of their own.
  // Which groups stand empty is for the choice to see.

  const rows = all('main [data-row]');
  const groups = all('main [data-group]').map((element) => ({ element, rows: all('[data-row]', element) }));
  let spread = null;

  // Brothers stay between what stood before and behind them.
  const brothers = (elements) =>
    [...new Set(elements.map((element) => element.parentNode))].map((parent) => {
      const own = elements.filter((element) => element.parentNode === parent);
      return { own, parent, end: own.at(-1).nextSibling };
    });

  const ordered = (tools) => {
    const select = tools.querySelector('select');
    const families = [...brothers(rows), ...brothers(groups.map(({ element }) => element))];
    const [first] = groups;

    const section = (name, sorted) => {
      const made = first.element.cloneNode(false);
      const heading = document.createElement('h2');
      heading.id = 'k_ordered';
      heading.textContent = name;
      made.setAttribute('aria-labelledby', heading.id);
      made.hidden = false;
      const list = rows[0].parentNode.cloneNode(false);
      list.append(...sorted);
      made.append(heading, list);
      return made;
    };

    const arrange = () => {
      const at = select.selectedIndex - 1;
      const own = (row) => (at < 0 ? 0 : Number(row.dataset.places?.split(' ')[at] || Infinity));
      const place = new Map(rows.map((row) => [row, own(row)]));
      for (const group of groups) place.set(group.element, Math.min(...group.rows.map((row) => place.get(row))));
      // Infinity has no difference from itself.
      const sorted = (list) => (at < 0 ? list : [...list].sort((a, b) => place.get(a) - place.get(b) || 0));
      spread?.remove();
      for (const { own: list, parent, end } of families) for (const each of sorted(list)) parent.insertBefore(each, end);
      const chosen = select.selectedOptions[0];
      spread = 'across' in chosen.dataset ? section(chosen.text, sorted(rows)) : null;
      if (spread) first.element.before(spread);
      for (const index of all('.letters')) index.hidden = Boolean(spread);
    };
    const say = () => {
      tools.querySelector('[role=status]').textContent = tools.dataset.ordered.replace('{name}', select.selectedOptions[0].text);
    };

    const choose = (value) => {
      const was = select.value;
      const known = [...select.options].some((option) => option.value === value);
      select.value = known ? value : '';
      arrange();
      if (was !== select.value || select.value) say();
    };
    select.addEventListener('change', () => {
      arrange();
      say();
      choice.apply();
      write([['sort', select.value]]);
    });
    return { read: () => choose(query().get('sort') ?? ''), clear: () => choose('') };
  };

  // ---- choice: selects by the words that rows carry, and one field for words of the text.

  // Half and full width, small and large letters, katakana and hiragana are the same to somebody who looks for a word.
  const folded = (text) =>
    text.normalize('NFKC').toLowerCase().replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 96)).replace(/\s+/g, ' ');

  const filtered = (form) => {
    const controls = all('select, input', form);
    const status = form.querySelector('[role=status]');
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
      for (const { element, rows: own } of groups)
        element.hidden = own.length ? Boolean(spread) || (active && shownOf(own) === 0) : active && !matches(element);
      for (const { element, text, rows: own } of counts) {
        const shown = shownOf(own);
        element.textContent = shown < own.length ? say(element.dataset.count, own.length, shown) : text;
      }
      const shown = shownOf(rows);
      const none = shown === 0 && groups.every(({ element }) => element.hidden);
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
      order?.clear();
      clear();
      write([...changes(), ['sort', '']], location.hash);
      target.scrollIntoView();
    };
    return { apply, read, reveal };
  };

  // ---- what is shown, as a file: the same words in the same order.

  const wordsOf = (cell) => (cell?.innerText ?? '').replace(/[^\S\n]+/g, ' ').replace(/\s*\n\s*/g, '\n').trim();

  // A spreadsheet computes what begins like a formula. Numbers and a dash alone it takes for what they are.
  const isFormula = (text) => /^[=+\-@＝＋－＠]/.test(text) && !/^[+-]?[\d,]*\.?\d+%?$|^[-－]$/.test(text);
  const field = (text) => `"${(isFormula(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

  const file = (tools) => {
    const table = document.getElementById(tools.dataset.tools)?.closest('table');
    const columns = table ? [...table.tHead.rows[0].cells].map(wordsOf) : tools.dataset.columns.split('|');
    const own = table ? [...table.tBodies].flatMap((body) => [...body.rows]) : all(tools.dataset.lines ?? 'main [data-row]');
    // What is said once above several rows belongs to each of them, and stands before their own cells.
    const above = (row, at) => all(`[data-above="${at}"]`).findLast((each) => each.compareDocumentPosition(row) & 4);
    const before = table ? 0 : new Set(all('[data-above]').map((each) => each.dataset.above)).size;
    const part = (row, at) => (at < before ? above(row, at) : row.cells[at - before]);
    const cell = (row, at) => wordsOf(row.cells ? part(row, at) : row.querySelector(`[data-cell="${at}"]`));
    const shown = own.filter((row) => !row.closest('[hidden]')).map((row) => columns.map((_, at) => cell(row, at)));
    return `\ufeff${[columns, ...shown].map((line) => `${line.map(field).join(',')}\r\n`).join('')}`;
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
  const listTools = document.querySelector('[data-tools][data-ordered]');
  const order = listTools && choice && ordered(listTools);
  const read = () => {
    order?.read();
    choice?.read();
    for (const restore of orders) restore();
  };
  addEventListener('popstate', read);
  if (choice) for (const event of ['load', 'hashchange']) addEventListener(event, choice.reveal);
  read();
})();
