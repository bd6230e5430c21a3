// What the pages in Tasklist and Cockpit are made of. Everything that people wrote is set as text, never as HTML.

export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

/** Minor units with the currency's own decimals: never through a float. */
export function money(amount) {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency: amount.currency })
    .resolvedOptions().maximumFractionDigits;
  const sign = amount.minor < 0 ? '−' : '';
  const minor = String(amount.minor).replace('-', '').padStart(digits + 1, '0');
  const major = minor.slice(0, minor.length - digits).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${major}${digits ? '.' + minor.slice(-digits) : ''} ${amount.currency}`;
}

/** In UTC, as all of the staff read it alike; the parties read theirs in their own zone. */
export function moment(instant) {
  if (!instant) return '';
  const at = new Date(instant);
  const day = at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return `${day}, ${at.toISOString().slice(11, 16)} UTC`;
}

/** A code as words: EXPIRED is "expired". */
export function words(code) {
  return String(code ?? '').toLowerCase().replaceAll('_', ' ');
}

/** Calls Parley's API under the session of this page. What is refused is thrown in the words of its refusal. */
export function parley(csrfToken) {
  const call = async (method, path, body) => {
    const headers = { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' };
    if (method !== 'GET') {
      headers['X-XSRF-TOKEN'] = csrfToken ?? '';
      headers['Idempotency-Key'] = crypto.randomUUID();
      if (body !== undefined) headers['Content-Type'] = 'application/json';
    }
    const answer = await fetch('/api/v1' + path, { method, headers, body: body && JSON.stringify(body) });
    const json = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(json.detail ?? `refused (${answer.status})`);
    return json;
  };
  return { get: path => call('GET', path), post: (path, body) => call('POST', path, body) };
}

/** A table with its heading; with no rows it says what that means. */
export function table(caption, columns, rows, none) {
  const heading = el('h4', {}, caption);
  if (rows.length === 0) return el('section', {}, heading, el('p', {}, none));
  return el('section', {}, heading,
    el('div', { class: 'parley-wide', tabindex: '0', role: 'region', 'aria-label': caption },
      el('table', { class: 'table table-striped table-condensed' },
        el('thead', {}, el('tr', {}, columns.map(column => el('th', { scope: 'col' }, column)))),
        el('tbody', {}, rows.map(cells => el('tr', {}, cells.map(cell => el('td', {}, cell ?? ''))))))));
}

/** A button that opens a small form; what it answers, or why it was refused, is said beside it. */
export function action(label, fields, run) {
  const said = el('span', { role: 'status' });
  const inputs = fields.map(field => ({ ...field, input: el('input', {
    type: field.type ?? 'text', class: 'form-control input-sm', required: 'required', placeholder: field.example }) }));
  const form = el('form', { class: 'parley-action', hidden: fields.length ? 'hidden' : null, onsubmit: async event => {
    event.preventDefault();
    send.disabled = true;
    said.textContent = ' …';
    try {
      said.textContent = ' ' + await run(Object.fromEntries(inputs.map(({ name, input }) => [name, input.value])));
      form.hidden = fields.length > 0;
    } catch (refused) {
      said.textContent = ' ' + refused.message;
    }
    send.disabled = false;
  } },
  inputs.map(({ label: text, input }) => el('label', {}, text + ' ', input)));
  const send = el('button', { class: 'btn btn-default btn-xs', type: 'submit' }, label);
  form.append(send);
  if (!fields.length) return el('div', {}, form, said);
  const open = el('button', { class: 'btn btn-default btn-xs', type: 'button',
    onclick: () => { form.hidden = !form.hidden; } }, label + '…');
  return el('div', {}, open, form, said);
}

/** Shows what a promise brings, or in words why it brings nothing. */
export async function fill(container, content) {
  container.replaceChildren(el('p', {}, 'Loading …'));
  try {
    container.replaceChildren(...[await content()].flat());
  } catch (failed) {
    container.replaceChildren(el('p', { role: 'alert' }, 'This cannot be shown: ' + failed.message));
  }
}

const STYLE = `
.parley { padding: 10px 15px; overflow-wrap: break-word; }
.parley h4 { margin-top: 20px; }
.parley .parley-wide { overflow-x: auto; }
.parley td { vertical-align: top; max-width: 480px; }
.parley th { white-space: nowrap; }
.parley summary { display: list-item; cursor: pointer; }
.parley dl.parley-facts { display: grid; grid-template-columns: max-content auto; gap: 2px 16px; margin: 0; }
.parley dt { font-weight: normal; color: #555; }
.parley dd { margin: 0; }
.parley .parley-tiles { display: flex; flex-wrap: wrap; gap: 12px; }
.parley .parley-tiles > div { border: 1px solid #ccc; border-radius: 4px; padding: 8px 14px; min-width: 120px; }
.parley .parley-tiles strong { display: block; font-size: 20px; }
.parley .parley-bad { color: #a30000; }
.parley code { color: #333; background: none; padding: 0; font-size: 85%; overflow-wrap: anywhere; }
.parley .parley-action { display: inline-flex; flex-wrap: wrap; gap: 6px; align-items: end; margin: 4px 0; }
.parley .parley-action[hidden] { display: none; }
.parley .parley-action label { font-weight: normal; margin: 0; }
.task-card-details:has(.parley-card) { height: auto !important; max-height: none !important; }
.parley-card { font-size: 12px; line-height: 1.4; color: #333; overflow-wrap: anywhere; }
.parley-card strong { font-weight: 600; }
`;

document.head.append(el('style', {}, STYLE));

/** A place for Parley's content. */
export function stage(container) {
  const place = el('div', { class: 'parley' });
  container.replaceChildren(place);
  return place;
}
