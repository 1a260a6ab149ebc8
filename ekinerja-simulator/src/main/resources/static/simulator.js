'use strict';
// Reads /simulator/state every two seconds; texts go in as text, never as markup.

const english = {
  notice: 'Not a service of BKN. Nothing here reaches BKN.', loading: 'Loading…', persons: 'persons',
  annual: 'annual results', saves: 'saves of annual results', periodic: 'periodic results',
  plans: 'plans (assumed contract)', observations: 'observations (assumed contract)', apim: 'APIM tokens',
  sso: 'SSO tokens', calls: 'calls', faultsTitle: 'Faults in force', kind: 'Kind', operations: 'Operations',
  aim: 'Aim', left: 'Left', hits: 'Hits', noFaults: 'None.', operationsTitle: 'Calls per operation',
  operation: 'Operation', successful: 'successful', refused: 'refused', faulted: 'faulted', stored: 'stored',
  recentTitle: 'Latest calls', time: 'Time (UTC)', person: 'Person (pseudonym)', outcome: 'Outcome',
  updated: 'Simulator time', unreachable: 'The simulator does not answer.', all: 'all', everyone: 'everyone',
  people: 'people', chance: 'chance', suspended: 'Endpoint suspended until', unlimited: 'no end', yes: 'yes',
};
const indonesian = {
  updated: 'Waktu simulator', unreachable: 'Simulator tidak menjawab.', all: 'semua', everyone: 'semua orang',
  people: 'orang', chance: 'peluang', suspended: 'Endpoint ditangguhkan sampai', unlimited: 'tanpa batas', yes: 'ya',
};
const inIndonesian = /^(id|ms)\b/i.test(navigator.language || 'id');
const say = (key) => (inIndonesian ? indonesian : english)[key] || key;
const find = (id) => document.getElementById(id);

if (!inIndonesian) {
  document.documentElement.lang = 'en';
  for (const node of document.querySelectorAll('[data-text]')) node.textContent = english[node.dataset.text];
}

function fill(table, rows) {
  table.tBodies[0].replaceChildren(...rows.map((cells) => {
    const row = document.createElement('tr');
    for (const value of cells) {
      const cell = document.createElement('td');
      cell.textContent = value === null || value === undefined ? '' : String(value);
      if (typeof value === 'number') cell.className = 'number';
      row.append(cell);
    }
    return row;
  }));
}

function aim(fault) {
  const parts = [fault.nips && fault.nips.length ? `${fault.nips.length} ${say('people')}` : say('everyone')];
  if (fault.probability !== null && fault.probability !== undefined) parts.push(`${say('chance')} ${fault.probability}`);
  return parts.join(', ');
}

function show(state) {
  const numbers = {
    persons: state.records.persons, annual: state.records.annual, saves: state.records.annualSaves,
    periodic: state.records.periodic, plans: state.records.plans, observations: state.records.observations,
    apim: state.tokensIssued.apim, sso: state.tokensIssued.sso, calls: state.calls.total,
  };
  for (const [id, value] of Object.entries(numbers)) find(id).textContent = value.toLocaleString();
  find('status').textContent = `${say('updated')}: ${state.now}`;
  find('status').className = '';
  find('suspended').hidden = !state.suspendedUntil;
  find('suspended').textContent = state.suspendedUntil ? `${say('suspended')} ${state.suspendedUntil}` : '';
  find('faults').hidden = state.faults.length === 0;
  find('noFaults').hidden = state.faults.length > 0;
  fill(find('faults'), state.faults.map(({fault, left, hits}) => [
    [fault.kind, fault.code].filter(Boolean).join(' '),
    fault.operations && fault.operations.length ? fault.operations.join(', ') : say('all'),
    aim(fault), left === null ? say('unlimited') : left, hits,
  ]));
  fill(find('operationTable'), Object.entries(state.calls.byOperation).map(([operation, count]) => [
    operation, count.calls, count.successful, count.refused, count.faulted, count.stored,
  ]));
  fill(find('recent'), state.recent.map((call) => [
    call.at.slice(11, 23), call.operation, call.person, call.status, call.outcome, call.stored ? say('yes') : '',
    call.millis,
  ]));
}

async function refresh() {
  try {
    const reply = await fetch('simulator/state', {cache: 'no-store'});
    if (!reply.ok) throw new Error(String(reply.status));
    show(await reply.json());
  } catch (problem) {
    find('status').textContent = say('unreachable');
    find('status').className = 'alarm';
  }
  setTimeout(refresh, 2000);
}

refresh();
