// A case with all that was recorded of it, and what the reader may do about it.

import { action, el, money, moment, table, words } from '/console/page.js';

/** @param reader who reads, and whether with operations' rights: what they may do stands beside what it is about */
export async function caseView(api, id, { user, operations = false }) {
  const [is, timeline, deadlines, notices, ledger] = await Promise.all(
    ['', '/timeline', '/deadlines', '/notices', '/ledger'].map(part => api.get(`/disputes/${id}${part}`)));
  return [
    el('h3', {}, `Case ${is.number}`),
    facts(is),
    is.stage === 'MEDIATION' ? giveAway(api, id, is.mediator === user) : null,
    table('Deadlines', ['Window', 'Ends before', 'State', 'What happens then', 'Certificate', ''],
      deadlines.map(deadline => [words(deadline.rule), moment(deadline.at), words(deadline.state), deadline.whenItPasses,
        certificate(deadline), operations && deadline.state === 'OPEN' && !deadline.rule.startsWith('PROPOSAL')
          ? moves(api, deadline) : '']),
      'No window was opened yet.'),
    noticesOf(api, notices, operations),
    table('Ledger', ['When', 'Purpose', 'Postings', 'By', 'Reference'],
      ledger.map(transfer => [moment(transfer.at), words(transfer.purpose), postings(transfer), by(transfer.actor),
        el('code', {}, transfer.reference)]),
      'No money has moved yet.'),
    table('Evidence', ['Document', 'Of', 'Type', 'Size in bytes', 'SHA-256'],
      evidence(is).map(file => [el('a', { href: `/api/v1/evidence/${file.id}`, target: '_blank', rel: 'noopener' },
        file.name ?? file.id), words(file.side), file.mediaType, file.sizeBytes, el('code', {}, file.sha256)]),
      'No document was handed in.'),
    table('Timeline', ['When', 'What', 'By', 'Facts', 'Hash'],
      timeline.map(event => [moment(event.at), event.type, by(event.actor), eventFacts(event.facts),
        el('code', { title: event.hash }, event.hash.slice(0, 12))]),
      'Nothing has happened yet.'),
  ].filter(Boolean);
}

/** A review has no records of its own: its milestone's show how it stands. */
export async function reviewView(api, id) {
  const is = await api.get(`/reviews/${id}`).catch(() => null);
  if (!is) return [el('p', {}, 'This instance is about neither a case nor a review, but about a claim window: see the list of windows.')];
  const [milestone, notices] = await Promise.all(
    [api.get(`/milestones/${is.milestone}`), api.get(`/milestones/${is.milestone}/notices`)]);
  return [
    el('h3', {}, `Review of ${milestone.title}`),
    table('Money of the milestone', ['Account', 'Balance'],
      Object.entries(milestone.balances).map(([account, amount]) => [words(account), money(amount)]), 'None.'),
    table('Deadline', ['Window', 'Ends before', 'State', 'What happens then', 'Certificate', ''],
      is.deadline ? [[words(is.deadline.rule), moment(is.deadline.at), words(is.deadline.state), is.deadline.whenItPasses,
        certificate(is.deadline), is.deadline.state === 'OPEN' ? moves(api, is.deadline) : '']] : [], 'No window is open.'),
    noticesOf(api, notices, true),
  ];
}

function noticesOf(api, notices, operations) {
  return table('Notices', ['Notice', 'To', 'State', 'When', 'Tries', 'What went wrong', ''],
    notices.map(notice => [words(notice.kind), words(notice.role), delivery(notice),
      moment(notice.acceptedAt ?? notice.notBefore), notice.attempts,
      notice.bounceReason ?? notice.lastError ?? notice.droppedBecause,
      operations && failed(notice) ? repairs(api, notice) : '']),
    'Nothing was sent yet.');
}

/** RES-2: by its mediator, or by a lead or operations. */
function giveAway(api, id, own) {
  const [label, path] = own ? ['Hand the case back', 'hand-back'] : ['Give to another mediator', 'reassignment'];
  return action(label, [{ name: 'reason', label: 'Why' }], async entered => {
    await api.post(`/disputes/${id}/${path}`, entered);
    return 'Done: the case was assigned anew.';
  });
}

function facts(is) {
  const pairs = [['Stage', words(is.outcome ? is.outcome.words : is.stage)], ['Amount', money(is.amount)],
    ['Client', is.client], ['Freelancer', is.freelancer], ['Mediator', is.mediator ?? 'nobody now'],
    ['Filed', moment(is.filedAt)], ['Terms', is.termsVersion]];
  if (is.deadline) pairs.push(['Waits until', `${moment(is.deadline.at)}. ${is.deadline.whenItPasses}`]);
  return el('dl', { class: 'parley-facts' }, pairs.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
}

function certificate(deadline) {
  const is = deadline.certificate;
  const lines = [`from ${moment(is.start)}`, `zone ${is.zone} (rules ${is.zoneRules})`, `days: ${is.calendar}`, is.length,
    ...is.skipped.map(day => `${day.date} is skipped: ${day.name}`), `terms ${is.termsVersion}`,
    ...deadline.moves.map(move => `moved ${moment(move.at)} from ${moment(move.from)} to ${moment(move.to)}: ${words(move.cause)}`)];
  return el('details', {}, el('summary', {}, 'How it was computed'), el('ul', {}, lines.map(line => el('li', {}, line))));
}

/** DEA-3: one person asks for a later end, another confirms it. */
function moves(api, deadline) {
  const place = el('div');
  const show = async () => {
    const open = (await api.get(`/deadlines/${deadline.id}`)).move;
    const answer = confirmed => async () => {
      await api.post(`/deadlines/${deadline.id}/moves/${open.number}/confirmation`, { confirmed });
      return confirmed ? 'Done: the window ends later now.' : 'Done: it stays as it was.';
    };
    place.replaceChildren(
      open ? el('div', {}, `${open.by} asks for ${moment(open.until)}: ${open.grounds ?? ''}`,
        action('Confirm as second person', [], answer(true)), action('Reject', [], answer(false))) : '',
      action('Move to a later end',
        [{ name: 'until', label: 'New end, in UTC', type: 'datetime-local' }, { name: 'grounds', label: 'Grounds, which both parties read' }],
        async ({ until, grounds }) => {
          await api.post(`/deadlines/${deadline.id}/moves`, { until: new Date(until + 'Z').toISOString(), grounds });
          await show();
          return 'Asked for: a second person of operations has to confirm.';
        }));
  };
  show().catch(failure => place.replaceChildren(failure.message));
  return place;
}

const failed = notice => notice.state === 'FAILED' || notice.bouncedAt;

function delivery(notice) {
  const state = notice.bouncedAt ? 'came back' : words(notice.state);
  const text = notice.acknowledgedAt ? `${state}, acknowledged` : state;
  return failed(notice) ? el('strong', { class: 'parley-bad' }, text) : text;
}

/** NOT-3, DOR-4: sent again as it is, or to another address that a second person confirms. */
export function repairs(api, notice, correction) {
  const path = `/notices/${notice.id}`;
  const answer = confirmed => async () => {
    await api.post(`${path}/address-corrections/${correction.number}/confirmation`, { confirmed });
    return confirmed ? 'Done: sent to the new address.' : 'Done: nothing was changed.';
  };
  return el('div', {},
    correction ? [`${correction.proposedBy} says: ${correction.address}`,
      action('Confirm as second person', [], answer(true)), action('Reject', [], answer(false))] : null,
    action('Send again', [], async () =>
      (await api.post(`${path}/repeat`)).repeatedAs ? 'Sent again.' : 'Dropped: what it says no longer holds.'),
    action('Correct the address', [{ name: 'address', label: 'Address', type: 'email' }], async entered => {
      await api.post(`${path}/address-corrections`, entered);
      return 'Asked for: a second person of operations has to confirm.';
    }));
}

function postings(transfer) {
  return el('ul', { class: 'list-unstyled' }, transfer.postings.map(posting =>
    el('li', {}, `${words(posting.account)}: ${money(posting.amount)}`)));
}

const by = actor => actor.id && actor.id !== actor.kind ? `${words(actor.kind)} ${actor.id}` : words(actor.kind);

function eventFacts(facts) {
  const text = value => value && typeof value === 'object'
    ? ('minor' in value ? money(value) : JSON.stringify(value)) : String(value);
  return el('ul', { class: 'list-unstyled' }, Object.entries(facts).map(([name, value]) =>
    el('li', {}, `${name}: ${text(value)}`)));
}

function evidence(is) {
  const all = [...is.requests, ...(is.response ? [is.response] : [])].flatMap(paper => paper.evidence);
  return [...new Map(all.map(file => [file.id, file])).values()];
}
