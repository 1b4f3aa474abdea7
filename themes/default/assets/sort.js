// Sorts the rows of a table by a column of numbers.
// In: <th data-sort> in the head of a table. Out: the heading becomes a button; aria-sort says the order; a third press
// brings back the order of the document. Never: a word; a mark such as a dash counts as neither small nor large.
(() => {
  const ORDERS = ['descending', 'ascending', null];

  const numberIn = (row, column) => {
    const text = row.cells[column].textContent.replace(/,/g, '').trim();
    return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
  };

  const compare = (column, order) => (a, b) => {
    const [first, second] = [numberIn(a, column), numberIn(b, column)];
    if (first === null || second === null) return (first === null) - (second === null);
    return order === 'ascending' ? first - second : second - first;
  };

  const sort = (heading, rows) => {
    const next = ORDERS[(ORDERS.indexOf(heading.getAttribute('aria-sort')) + 1) % ORDERS.length];
    for (const other of heading.parentElement.querySelectorAll('[aria-sort]')) other.removeAttribute('aria-sort');
    if (next) heading.setAttribute('aria-sort', next);
    const sorted = next ? [...rows].sort(compare(heading.cellIndex, next)) : rows;
    rows[0].parentElement.append(...sorted);
  };

  for (const heading of document.querySelectorAll('table th[data-sort]')) {
    const rows = [...heading.closest('table').tBodies[0].rows];
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener('click', () => sort(heading, rows));
  }
})();
