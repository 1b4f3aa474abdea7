// 職員用: outlines what is withheld on the page in view and says why, puts the verdicts of the audits beside figures, tells how the
// translation stands. Everything is drawn over the public page; a switch takes it away. Only `serve --staff` serves this.
'use strict';
(() => {
  const ja = document.documentElement.lang !== 'en';
  const say = (jaText, enText) => (ja ? jaText : enText);
  const words = (both) => say(both.ja, both.en);
  const PUBLIC = 'kohyo-public-view';
  const SIGNS = { consistent: '✓', rounding: '≈', contradicts: '≠', unchecked: '–' };
  const NAMES = {
    consistent: say('一致', 'consistent'), rounding: say('丸めの範囲', 'explained by rounding'),
    contradicts: say('不一致', 'contradicts'), unchecked: say('検算できない', 'cannot be checked'),
  };

  const inPage = new CSSStyleSheet();
  inPage.replaceSync(`
    html.kohyo-staff :is(.withheld, [data-status="withheld"]):not(svg, :empty) { outline: 2px dashed #ce0000; outline-offset: 3px; cursor: help; }
    html.kohyo-staff :is(.withheld, [data-status="withheld"]):focus-visible { outline: 4px solid #ce0000; }
    html.kohyo-staff main [lang]:not(:lang(${document.documentElement.lang})) { text-decoration: underline dotted #8a5a00 2px; text-underline-offset: 3px; }
    html:not(.kohyo-staff) kohyo-verdict { display: none; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, inPage];

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // The frame: watermark, bar, and the panel in which a thing is explained.
  const host = document.createElement('kohyo-staff');
  const root = host.attachShadow({ mode: 'open' });
  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial; color-scheme: light dark; font: 15px/1.6 system-ui, sans-serif; }
    .water { position: fixed; inset: 0; z-index: 2147483640; pointer-events: none; overflow: hidden; display: grid; align-content: space-around;
      grid-template-columns: repeat(3, 1fr); justify-items: center; }
    .water span { font-size: clamp(2rem, 6vw, 5rem); font-weight: bold; color: light-dark(#ce0000, #ff7171); opacity: .13; transform: rotate(-24deg); user-select: none; white-space: nowrap; }
    .bar { position: fixed; z-index: 2147483645; inset: 0 0 auto auto; max-width: min(30rem, 100vw); box-sizing: border-box; display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; justify-content: end; padding: .3rem .6rem;
      color: #fff; background: #a80000; border-end-start-radius: 8px; }
    button { font: inherit; } .bar button { color: #fff; background: transparent; border: 1px solid #fff; border-radius: 6px; padding: .1rem .6rem; cursor: pointer; }
    button:focus-visible, .about:focus-visible { outline: 3px solid light-dark(#0b57d0, #a8c7fa); outline-offset: 2px; }
    .about { position: fixed; z-index: 2147483645; inset: 3rem .5rem auto auto; width: min(30rem, calc(100vw - 1rem)); max-height: 75vh; overflow: auto; box-sizing: border-box; padding: .75rem 1rem 1rem;
      color: light-dark(#1a1a1c, #f1f1f4); background: light-dark(#fff, #1a1a1c); border: 2px solid #a80000; border-radius: 8px; box-shadow: 0 4px 24px #0006; }
    .about h2 { font-size: 1rem; margin: .75rem 0 .25rem; } .about h2:first-of-type { margin-top: 0; } .about ul { margin: 0; padding-inline-start: 1.2em; } .about p { margin: .2rem 0; }
    .about .close { float: inline-end; } .leak { color: light-dark(#ce0000, #ff9e9e); font-weight: bold; } [hidden] { display: none; } code { font-size: .9em; }
    @media (width < 40rem) { .bar { inset: auto 0 0 auto; border-radius: 8px 0 0; } .bar span { display: none; } .about { inset: auto .5rem 3rem auto; } }
    :host(.public) .water, :host(.public) .page { display: none; }
    @media print { .bar, .about { display: none; } .water { position: fixed; } }`);
  root.adoptedStyleSheets = [style];
  const water = element('div', { className: 'water' }, ...Array.from({ length: 12 }, () => element('span', { textContent: '職員用' })));
  water.setAttribute('aria-hidden', 'true');
  const about = element('div', { className: 'about', hidden: true, tabIndex: -1 });
  about.setAttribute('role', 'dialog');
  about.setAttribute('aria-label', say('職員用の説明', 'For staff'));
  const count = element('button', { type: 'button', className: 'page' });
  const view = element('button', { type: 'button' });
  const bar = element('div', { className: 'bar' }, element('span', { textContent: say('職員用プレビュー', 'Staff preview') }), count, view);
  root.append(water, bar, about);
  document.body.append(host);
  if (!document.title.startsWith('【職員用】')) document.title = `【職員用】${document.title}`;

  let from;
  function explain(...parts) {
    from = document.activeElement === host ? root.activeElement : document.activeElement;
    const close = element('button', { type: 'button', className: 'close', textContent: say('閉じる', 'Close') });
    close.addEventListener('click', hide);
    about.replaceChildren(close, ...parts);
    about.hidden = false;
    about.focus();
  }
  function hide() {
    about.hidden = true;
    from?.focus?.();
  }
  addEventListener('keydown', (event) => { if (event.key === 'Escape' && !about.hidden) hide(); });

  const lines = (list) => element('ul', {}, ...list.map((line) => element('li', { textContent: line })));
  const heading = (text) => element('h2', { textContent: text });

  function why({ withheld, inference, checks = [] }) {
    const parts = [];
    if (withheld) parts.push(heading(`${say('非公表', 'Withheld')} ${withheld.number ?? ''}`.trim()), lines(withheld.lines.map(words)));
    if (inference) parts.push(heading(say('推論の自己点検', 'Inference')), element('p', { className: inference.level === 'safe' ? '' : 'leak', textContent: words(inference) }));
    if (checks.length) parts.push(heading(say('検算', 'Recomputation')), lines(checks.map(words)));
    return parts;
  }

  function explainable(node, about) {
    if (node.dataset.kohyo) return;
    node.dataset.kohyo = 'about';
    node.tabIndex = 0;
    const tell = (event) => { if (document.documentElement.classList.contains('kohyo-staff')) { event.preventDefault(); explain(...why(about)); } };
    node.addEventListener('click', tell);
    node.addEventListener('keydown', (event) => { if (event.key === 'Enter') tell(event); });
  }

  function besideFigures(facts) {
    document.querySelectorAll('kohyo-verdict').forEach((old) => old.remove());
    for (const [fact, about] of Object.entries(facts)) {
      for (const node of document.querySelectorAll(`[data-fact="${CSS.escape(fact)}"]`)) {
        if (about.withheld) explainable(node, about);
        if (about.checks.length || about.inference) verdict(node, about);
      }
    }
  }

  function verdict(node, about) {
    const worst = ['contradicts', 'unchecked', 'rounding', 'consistent'].find((word) => about.checks.some((check) => check.verdict === word));
    const leak = about.inference && about.inference.level !== 'safe';
    const sign = about.inference ? (leak ? '!' : '○') : SIGNS[worst];
    const name = about.inference ? words(about.inference) : NAMES[worst];
    const place = document.createElement('kohyo-verdict');
    const inside = place.attachShadow({ mode: 'open' });
    const look = new CSSStyleSheet();
    look.replaceSync(`button { font: bold 11px/1 system-ui, sans-serif; min-width: 24px; min-height: 24px; margin-inline-start: 3px; padding: 0 3px; border-radius: 12px; border: 1px solid; cursor: help; vertical-align: middle; background: #fff; color: ${leak || worst === 'contradicts' ? '#ce0000' : '#1f5f2f'}; }`);
    inside.adoptedStyleSheets = [look];
    const button = element('button', { type: 'button', textContent: sign, title: name });
    button.setAttribute('aria-label', `${say('職員用', 'staff')}: ${name}`);
    button.addEventListener('click', () => explain(...why(about)));
    inside.append(button);
    node.after(place);
  }

  function marksInText(marks) {
    // In the text of the page marks stand in the order in which the sources have them.
    const found = [...document.querySelectorAll('.prose .withheld')];
    if (marks && found.length === marks.length) found.forEach((node, at) => explainable(node, { withheld: marks[at] }));
  }

  function thisPage(remarks) {
    const parts = [];
    if (remarks.leaks.length) {
      const told = remarks.leaks.map((leak) => `${words(leak.name)}: ${words(leak.inference)}${leak.accepted ? `（${say('受け入れた理由', 'accepted')}: ${words(leak.accepted)}）` : ''}`);
      parts.push(heading(say('非公表の数値が推論できます', 'Withheld figures can be inferred')), lines(told));
    }
    parts.push(heading(say('このページの非公表', 'Withheld on this page')));
    const hidden = remarks.hidden.map((one) => `${words(one)} — ${one.place}`);
    parts.push(hidden.length ? lines(hidden) : element('p', { textContent: say('このページの原稿には、非公表の部分はありません。', 'The sources of this page withhold nothing.') }));
    if (remarks.unsaid.length) parts.push(heading(say('存否応答拒否（公開ページに跡はありません）', 'Existence not acknowledged (no trace on public pages)')), lines(remarks.unsaid));
    if (remarks.translation?.state && remarks.translation.state !== 'withheld') parts.push(heading(say('翻訳', 'Translation')), element('p', { textContent: words(remarks.translation) }));
    return parts;
  }

  function switchTo(isPublic) {
    sessionStorage.setItem(PUBLIC, isPublic ? '1' : '');
    document.documentElement.classList.toggle('kohyo-staff', !isPublic);
    host.classList.toggle('public', isPublic);
    view.textContent = isPublic ? say('職員用の表示にする', 'Staff view') : say('公開の見え方にする', 'Public view');
    view.setAttribute('aria-pressed', String(isPublic));
    if (isPublic) hide();
  }
  view.addEventListener('click', () => switchTo(!host.classList.contains('public')));

  let remarks;
  count.addEventListener('click', () => remarks && explain(...thisPage(remarks)));
  async function load() {
    remarks = await (await fetch(`/_kohyo/staff.json?path=${encodeURIComponent(location.pathname)}`)).json();
    besideFigures(remarks.facts);
    marksInText(remarks.marks);
    const number = remarks.hidden.length + remarks.unsaid.length;
    const late = ['missing', 'stale', 'unreviewed'].includes(remarks.translation?.state) ? ` · ${say('翻訳', 'translation')} !` : '';
    const leaks = remarks.leaks.length ? ` · ${say('推論', 'inference')} ${remarks.leaks.length}` : '';
    count.textContent = `${say('非公表', 'withheld')} ${number}${late}${leaks}`;
  }
  document.addEventListener('kohyo-built', load);
  switchTo(sessionStorage.getItem(PUBLIC) === '1');
  load();
})();
