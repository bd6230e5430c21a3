// Operations' view in Cockpit: how the house stands, every window by its end, notices and webhooks that failed, money that waits, any case by its number.

import { caseView, repairs, reviewView } from '/console/case.js';
import { waitingMoney } from '/console/money.js';
import { action, el, fill, money, moment, parley, stage, table, words } from '/console/page.js';

const tile = (name, value, bad) =>
  el('div', {}, el('strong', { class: bad ? 'parley-bad' : null }, String(value)), name);

function overview(is) {
  return el('div', {},
    el('h4', {}, 'Open cases'),
    el('div', { class: 'parley-tiles' }, Object.keys(is.cases).length
      ? Object.entries(is.cases).map(([stage, count]) => tile(words(stage), count)) : el('p', {}, 'None.')),
    el('h4', {}, 'Money on hold'),
    el('div', { class: 'parley-tiles' }, is.onHold.length
      ? is.onHold.map(amount => tile(amount.currency, money(amount).replace(` ${amount.currency}`, ''))) : el('p', {}, 'None.')),
    el('h4', {}, 'To look after'),
    el('div', { class: 'parley-tiles' },
      tile('windows open', is.windows.open), tile('windows overdue', is.windows.overdue, is.windows.overdue > 0),
      tile('notices due now', is.deliveries.due), tile('notices for later', is.deliveries.waiting),
      tile('notices that failed', is.deliveries.failed, is.deliveries.failed > 0),
      tile('webhooks waiting', is.webhooks.waiting), tile('webhooks given up', is.webhooks.failed, is.webhooks.failed > 0),
      tile('endpoints failing', is.webhooks.failing, is.webhooks.failing > 0), tile('endpoints disabled', is.webhooks.disabled, is.webhooks.disabled > 0),
      tile('jobs that failed', is.jobs.failed, is.jobs.failed > 0), tile('incidents', is.jobs.incidents, is.jobs.incidents > 0),
      tile('windows without a timer', is.watchdog.length, is.watchdog.length > 0),
      tile('findings of the audit', is.findings.length, is.findings.length > 0)),
    el('ul', {}, [...is.watchdog, ...is.findings].map(finding => el('li', { class: 'parley-bad' }, finding))));
}

function windows(api) {
  const found = el('div');
  const until = el('input', { id: 'parley-until', class: 'form-control', type: 'date' });
  const show = () => fill(found, async () => listed(api, until.value,
    await api.get('/operations/windows' + (until.value ? `?before=${until.value}T00:00:00Z` : ''))));
  show();
  return el('section', {}, found, el('form', { class: 'form-inline', onsubmit: event => { event.preventDefault(); show(); } },
    el('label', { for: 'parley-until' }, 'All windows that end before this day, in UTC '), ' ', until, ' ',
    el('button', { class: 'btn btn-default', type: 'submit' }, 'Show')));
}

function listed(api, until, open) {
  return table(until ? `Windows that end before ${until}` : 'Windows that end within 24 hours, overdue ones first', ['Ends before', 'Window', 'Case', 'Contract', 'Client', 'Freelancer'],
    open.map(window => [moment(window.at), words(window.rule), window.number ? link(api, window.number, window.subject) : 'review',
      window.contract, window.client, window.freelancer]), 'None.');
}

function notices(api, failed) {
  return table('Notices that failed', ['Notice', 'To', 'Address', 'Recorded', 'Tries', 'Why', ''],
    failed.map(notice => [words(notice.kind), words(notice.role), notice.address, moment(notice.recordedAt), notice.attempts,
      notice.why, repairs(api, notice, notice.correction)]), 'None.');
}

function webhooks(api, troubled) {
  return table('Webhooks that did not arrive', ['Event', 'Endpoint', 'Recorded', 'Tries', 'Why', 'Next try', ''],
    troubled.map(told => [words(told.type), told.url, moment(told.recordedAt), told.attempts, told.error,
      told.state === 'FAILED' ? 'given up' : moment(told.nextAttemptAt),
      action('Redeliver', [], async () => {
        await api.post(`/operations/webhooks/${told.id}/redelivery`);
        return 'It is sent at once.';
      })]), 'None.');
}

function disabledEndpoints(disabled) {
  return table('Endpoints that are told nothing', ['Contracts system', 'Endpoint', 'Why', 'Disabled at'],
    disabled.map(endpoint => [endpoint.system, endpoint.url, endpoint.because, endpoint.since ? moment(endpoint.since) : 'not known']), 'None.');
}

function link(api, number, id) {
  return el('button', { class: 'btn btn-link btn-xs', type: 'button', onclick: event => {
    const place = event.target.closest('.parley').querySelector('.parley-case');
    fill(place, () => caseView(api, id, { operations: true })).then(() => place.scrollIntoView());
  } }, number);
}

function search(api) {
  const found = el('div');
  const asked = el('input', { id: 'parley-search', class: 'form-control', type: 'search', required: 'required', placeholder: 'P-000012' });
  return el('section', {},
    el('form', { class: 'form-inline', role: 'search', onsubmit: event => {
      event.preventDefault();
      fill(found, async () => {
        const cases = await api.get('/operations/cases?search=' + encodeURIComponent(asked.value));
        return table('Cases found', ['Case', 'Stage', 'Amount', 'Contract', 'Client', 'Freelancer', 'Filed', 'Closed'],
          cases.map(is => [link(api, is.number, is.id), words(is.ending ?? is.stage), money(is.amount), is.contract, is.client,
            is.freelancer, moment(is.filedAt), moment(is.closedAt)]), 'No case has this number or contract.');
      });
    } }, el('label', { for: 'parley-search' }, 'Find a case by its number, or by the id of its contract, finished ones too '), ' ',
    asked, ' ', el('button', { class: 'btn btn-default', type: 'submit' }, 'Find')),
    found);
}

const dashboard = {
  id: 'parley-dashboard',
  pluginPoint: 'cockpit.dashboard',
  priority: 100,
  render: (container, { api: webapp }) => {
    const api = parley(webapp.CSRFToken);
    const place = stage(container);
    fill(place, async () => {
      const [is, failed, troubled, waiting] = await Promise.all(
        ['/operations/overview', '/notices?state=FAILED', '/operations/webhooks', '/operations/money'].map(path => api.get(path)));
      return [el('h3', {}, 'Parley'), search(api), overview(is), windows(api), notices(api, failed.notices),
        webhooks(api, troubled.deliveries), disabledEndpoints(troubled.disabled), waitingMoney(api, waiting),
        el('div', { class: 'parley-case', 'aria-live': 'polite' })];
    });
  }
};

/** The instance's business key is its case, review or claim window. */
const instance = {
  id: 'parley-instance',
  pluginPoint: 'cockpit.processInstance.runtime.tab',
  priority: 100,
  properties: { label: 'Case' },
  render: (container, { api: webapp, processInstanceId }) => {
    const place = stage(container);
    fill(place, async () => {
      const engine = `${webapp.engineApi}/process-instance/${processInstanceId}`;
      const subject = (await (await fetch(engine, { headers: { Accept: 'application/json' } })).json()).businessKey;
      const cases = parley(webapp.CSRFToken);
      return caseView(cases, subject, { operations: true }).catch(() => reviewView(cases, subject));
    });
  }
};

export default [dashboard, instance];
