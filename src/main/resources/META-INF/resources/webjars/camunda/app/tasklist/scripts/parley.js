// What mediators and operations see in Tasklist beside the engine's own: which case a task is about, the case's records,
// what an amount comes to, and which cases wait for the parties.

import { caseView } from '/console/case.js';
import { el, fill, money, moment, parley, stage } from '/console/page.js';

/** Cards are drawn one by one; their cases are asked for together. */
function batched(load) {
  let waiting = null;
  return key => {
    waiting ??= { keys: new Set(), lines: new Promise(resolve => setTimeout(() => {
      const keys = [...waiting.keys];
      waiting = null;
      resolve(load(keys));
    }, 20)) };
    waiting.keys.add(key);
    return waiting.lines.then(lines => lines.find(line => line.task === key));
  };
}

const behind = batched(tasks => parley().get('/tasks?' + tasks.map(id => 'id=' + encodeURIComponent(id)).join('&')));

const facts = line => [
  el('strong', {}, line.number), ` · ${money(line.amount)}`, el('br'),
  line.due ? `${line.overdue ? 'overdue since' : 'until'} ${moment(line.due)}` : 'no deadline', el('br'),
  `${line.client} / ${line.freelancer}`];

const card = {
  id: 'parley-card',
  pluginPoint: 'tasklist.card',
  priority: 900,
  render: (container, { taskId }) => {
    const place = el('div', { class: 'parley-card' });
    container.append(place);
    behind(taskId).then(line => line && place.replaceChildren(...facts(line))).catch(() => {});
  }
};

const records = {
  id: 'parley-case',
  pluginPoint: 'tasklist.task.detail',
  priority: 950,
  properties: { label: 'Case' },
  render: (container, { api, taskId }) => {
    const place = stage(container);
    fill(place, async () => {
      const [line, login] = await Promise.all([behind(taskId), fetch(`${api.adminApi}/auth/user/default`)]);
      const user = (await login.json()).userId;
      return line ? caseView(parley(api.CSRFToken), line.id, { user }) : [el('p', {}, 'This task is about no case of yours.')];
    });
  }
};

const waiting = {
  id: 'parley-waiting',
  pluginPoint: 'tasklist.list',
  priority: 10,
  render: container => {
    const place = stage(container);
    const show = () => parley().get('/disputes/waiting').then(lines => place.replaceChildren(
      el('details', {}, el('summary', {}, `Waiting for the parties: ${lines.length}`),
        el('ul', { class: 'list-unstyled' }, lines.map(line => el('li', { class: 'parley-card' }, facts(line))))))).catch(() => {});
    show();
  }
};

/** Forms cannot compute with money: the server says what an amount comes to, to the minor unit, while it is typed. */
function showEffects() {
  let typed = '';
  let timer;
  document.addEventListener('input', event => {
    const input = event.target;
    const place = document.getElementById('parley-effect');
    if (!place || !input.id?.endsWith('amountField')) return;
    typed = input.value;
    clearTimeout(timer);
    timer = setTimeout(() => show(place, typed), 250);
  });
  const show = async (place, amount) => {
    const task = new URLSearchParams(location.hash.split('?')[1]).get('task');
    try {
      const line = await behind(task);
      const is = await parley().get(`/disputes/${line.id}/effect?toFreelancer=${encodeURIComponent(amount.trim())}`);
      if (amount !== typed) return;
      place.replaceChildren(`Of ${money(is.held)}: ${money(is.toFreelancer)} to the freelancer, who gets ${money(is.net)} after a service fee of ${money(is.serviceFee)}; `,
        el('strong', {}, `${money(is.toClient)} to the client.`),
        is.outsideOffers ? ' This is outside of what the parties last offered: say why below.' : '');
    } catch (refused) {
      if (amount === typed) place.replaceChildren(refused.message);
    }
  };
}

showEffects();

export default [card, records, waiting];
