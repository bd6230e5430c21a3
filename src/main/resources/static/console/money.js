// Money that waits for somebody: what one of operations proposes, another confirms.

import { action, el, money, moment, table, words } from '/console/page.js';

const GROUNDS = { name: 'grounds', label: 'Grounds' };

export function waitingMoney(api, waiting) {
  const remedy = (kind, label, subject, fields = []) => open(api, waiting.remedies, subject)
    ?? action(label, [...fields, GROUNDS], async values => {
      await api.post('/operations/remedies', { kind, subject, ...values });
      return 'proposed: a second person confirms it';
    });
  return el('div', {}, el('h4', {}, 'Money that waits'),
    table('Transfers that wait, failed or have no answer in time', ['Amount', 'To', 'For', 'State', 'Since', 'Act by', 'Why', ''],
      [...waiting.transfers, ...waiting.unanswered].map(is => [money(is.amount), words(is.payee.role), el('code', {}, is.reference), words(is.state), moment(is.changedAt), moment(is.actBy),
        is.reason, ['REFUSED', 'REVERSED'].includes(is.state) ? remedy('REORDER_TRANSFER', 'Order anew', is.id) : null]), 'None.'),
    table('Deposits that came back', ['Deposit', 'Amount', 'Frozen', 'Receivable', 'Since', 'Act by', 'Why', ''],
      waiting.chargebacks.map(is => [is.deposit, money(is.amount), money(is.frozen), money(is.receivable), moment(is.changedAt),
        moment(is.actBy), is.reason, is.state === 'FROZEN' ? remedy('CANCEL_CHARGEBACK', 'Cancel what is frozen', is.id) : null]), 'None.'),
    table('Deposits that are pending', ['Deposit', 'Amount', 'Why', 'Since', 'Act by', ''],
      waiting.deposits.map(is => [is.externalId, money(is.amount), words(is.reason), moment(is.changedAt), moment(is.actBy),
        is.reason === 'WRONG_CURRENCY' ? el('div', {}, remedy('RETURN_DEPOSIT', 'Give back', is.id),
          open(api, waiting.remedies, is.id) ? null
            : remedy('BOOK_DEPOSIT', 'Book', is.id, [{ name: 'target', label: 'Milestone' }])) : null]), 'None.'));
}

/** What waits for the second person, if anything does. */
function open(api, remedies, subject) {
  const is = remedies.find(remedy => remedy.subject === subject);
  if (!is) return null;
  const decide = confirmed => async () => {
    await api.post(`/operations/remedies/${is.id}/confirmation`, { confirmed });
    return confirmed ? 'done' : 'rejected';
  };
  return el('div', {}, `${is.proposedBy} proposes: ${words(is.kind)}. ${is.grounds}`,
    action('Confirm as second person', [], decide(true)), action('Reject', [], decide(false)));
}
