// Keeps the page in view up to date: reloads it where it stands when it was built anew, and lays findings over it while a mistake
// keeps the site as it was. Only the preview serves this; no byte of it is in the published site.
'use strict';
(() => {
  const ja = document.documentElement.lang !== 'en';
  const say = (jaText, enText) => (ja ? jaText : enText);
  const KEPT = 'kohyo-place';
  const host = document.createElement('kohyo-preview');
  const root = host.attachShadow({ mode: 'open' });
  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial; color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; }
    @media print { :host { display: none; } }
    section, button.open { color: light-dark(#1a1a1c, #f1f1f4); background: light-dark(#fff, #1a1a1c); }
    section { position: fixed; z-index: 2147483646; inset: auto 0 0 0; max-height: 70vh; overflow: auto; box-sizing: border-box;
      padding: 1rem 1.25rem 1.5rem; border-top: 4px solid light-dark(#ce0000, #ff7171); box-shadow: 0 -4px 24px #0006; }
    button.open { position: fixed; z-index: 2147483646; inset: auto auto 1rem 1rem; font: inherit; padding: .4rem .9rem; border-radius: 8px;
      border: 2px solid light-dark(#ce0000, #ff7171); cursor: pointer; }
    button.open.warn { border-color: light-dark(#8a5a00, #ffc24b); }
    [hidden] { display: none; }
    header { display: flex; gap: 1rem; justify-content: space-between; align-items: start; position: sticky; top: -1rem; margin: -1rem 0 0; padding: 1rem 0 .5rem; background: inherit; }
    h2 { font-size: 1.1rem; margin: 0; } h2 small { display: block; font-weight: normal; font-size: .9rem; }
    ol { list-style: none; margin: 0; padding: 0; } li { border-top: 1px solid #8886; padding: .75rem 0; }
    p { margin: .15rem 0; max-width: 60em; } .code { font-family: ui-monospace, monospace; font-weight: bold; margin-inline-end: .5em; }
    .error { color: light-dark(#ce0000, #ff9e9e); } .warning { color: light-dark(#7a4f00, #ffc24b); }
    .place, pre { font-family: ui-monospace, monospace; font-size: .875rem; } pre { margin: .25rem 0; padding: .4rem .6rem; white-space: pre-wrap; overflow-wrap: anywhere; background: #8882; }
    mark { background: light-dark(#ffd7d7, #7a1f1f); color: inherit; text-decoration: underline wavy; }
    header button { font: inherit; padding: .2rem .8rem; } button:focus-visible { outline: 3px solid light-dark(#0b57d0, #a8c7fa); outline-offset: 2px; }`);
  root.adoptedStyleSheets = [style];

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const title = element('h2', { id: 'title' });
  const close = element('button', { type: 'button', textContent: say('閉じる', 'Close') });
  const list = element('ol');
  const panel = element('section', { hidden: true }, element('header', {}, title, close), list);
  panel.setAttribute('role', 'region');
  panel.setAttribute('aria-labelledby', 'title');
  const open = element('button', { type: 'button', className: 'open', hidden: true });
  root.append(panel, open);
  document.body.append(host);

  // Once somebody has put the findings away, they stay so until there are none.
  let putAway = false;
  const show = (shown) => {
    panel.hidden = !shown;
    open.hidden = shown;
  };
  const turn = (shown, next) => { putAway = !shown; show(shown); next.focus(); };
  close.addEventListener('click', () => turn(false, open));
  open.addEventListener('click', () => turn(true, close));
  root.addEventListener('keydown', (event) => { if (event.key === 'Escape' && !panel.hidden) turn(false, open); });

  const quote = ({ text, marked: [from, to] }) => {
    const letters = [...text];
    const part = (a, b) => letters.slice(a, b).join('');
    return element('pre', {}, part(0, from), element('mark', {}, part(from, Math.max(to, from + 1))), part(Math.max(to, from + 1)));
  };
  const item = (finding) => {
    const words = (both) => say(both.ja, both.en);
    const place = (at) => [element('p', { className: 'place', textContent: `${at.file}:${at.line}:${at.column}` }), ...(at.source ? [quote(at.source)] : [])];
    return element('li', {},
      element('p', { className: finding.severity }, element('span', { className: 'code', textContent: finding.code }), words(finding.message)),
      ...finding.places.flatMap(place),
      ...(finding.help ? [element('p', { textContent: `${say('対処', 'What to do')}: ${words(finding.help)}` })] : []));
  };
  const order = { error: 0, warning: 1 };
  async function findings(state) {
    if (state.findings === 0) {
      panel.hidden = open.hidden = true;
      putAway = false;
      return;
    }
    const all = await (await fetch('/_kohyo/findings.json')).json();
    all.sort((a, b) => order[a.severity] - order[b.severity]);
    list.replaceChildren(...all.map(item));
    const stops = state.stopping > 0;
    const count = `${say('指摘：', 'Findings: ')}${say(state.count.ja, state.count.en)}`;
    const why = say('サイトは作り直されていません。前に作れたときのページを表示しています。', 'The site was not rebuilt. The page is the last good one.');
    title.replaceChildren(count, ...(stops ? [element('small', { textContent: why })] : []));
    open.textContent = count;
    open.classList.toggle('warn', !stops);
    show(stops && !putAway);
  }

  function keepPlace() {
    sessionStorage.setItem(KEPT, JSON.stringify({ path: location.pathname, x: scrollX, y: scrollY }));
  }
  function returnToPlace() {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
    sessionStorage.removeItem(KEPT);
    if (kept?.path === location.pathname) scrollTo({ left: kept.x, top: kept.y, behavior: 'instant' });
  }

  let page;
  const events = new EventSource(`/_kohyo/events?path=${encodeURIComponent(location.pathname)}`);
  events.addEventListener('message', async (event) => {
    const state = JSON.parse(event.data);
    if (page !== undefined && state.page !== page) {
      keepPlace();
      location.reload();
      return;
    }
    page = state.page;
    await findings(state);
    document.dispatchEvent(new CustomEvent('kohyo-built', { detail: state }));
    if (state.staff && !document.querySelector('script[src="/_kohyo/staff.js"]')) {
      document.head.append(element('script', { src: '/_kohyo/staff.js' }));
    }
  });
  addEventListener('pagehide', () => events.close());
  addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
  if (document.readyState === 'complete') returnToPlace();
  else addEventListener('load', returnToPlace);
})();
