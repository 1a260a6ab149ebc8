'use strict';
// Reads /simulator/state every two seconds; texts go in as text, never as markup. PageTest reads this file: what comes
// from the state is named with its whole path below state, active, result, calls or call.

const english = {
  notice: 'Not a service of BKN. Nothing here reaches BKN.', loading: 'Loading…', persons: 'persons',
  annual: 'annual results', annualSaves: 'saves of annual results', periodic: 'periodic results',
  plans: 'plans (assumed contract)', observations: 'observations (assumed contract)', apim: 'APIM tokens issued',
  sso: 'SSO tokens issued', badPasswords: 'bad passwords', calls: 'calls', inFlight: 'in flight', throttled: 'throttled',
  faultsTitle: 'Faults in force', kind: 'Kind', operations: 'Operations', aim: 'Aim', point: 'Point',
  window: 'Window (UTC)', left: 'Left', hits: 'Hits', none: 'None.', resultsTitle: 'Newest results held', year: 'Year',
  workResult: 'Work result', workBehaviour: 'Work behaviour', quadrant: 'Quadrant', saves: 'Saves',
  operationsTitle: 'Calls per operation', operation: 'Operation', successful: 'successful', refused: 'refused',
  faulted: 'faulted', stored: 'stored', recentTitle: 'Latest calls', time: 'Time (UTC)', person: 'Person (pseudonym)',
  outcome: 'Outcome', updated: 'Simulator time', unreachable: 'The simulator does not answer.', all: 'all',
  everyone: 'everyone', people: 'people', chance: 'chance', suspended: 'Endpoint suspended until', unlimited: 'no end',
  from: 'from', until: 'until', yes: 'yes', ANNUAL: 'annual', PERIODIC: 'periodic', BEFORE: 'before processing',
  AFTER: 'after processing', MIDWAY: 'midway through the answer', rating1: 'above', rating2: 'meets', rating3: 'below',
  quadrant1: 'very good', quadrant2: 'good', quadrant3: 'needs improvement', quadrant4: 'poor', quadrant5: 'very poor',
};
const indonesian = {
  updated: 'Waktu simulator', unreachable: 'Simulator tidak menjawab.', all: 'semua', everyone: 'semua orang',
  people: 'orang', chance: 'peluang', suspended: 'Endpoint ditangguhkan sampai', unlimited: 'tanpa batas', from: 'dari',
  until: 'sampai', yes: 'ya', ANNUAL: 'tahunan', PERIODIC: 'periodik', BEFORE: 'sebelum diproses', AFTER: 'sesudah diproses',
  MIDWAY: 'di tengah jawaban', rating1: 'di atas', rating2: 'sesuai', rating3: 'di bawah', quadrant1: 'sangat baik',
  quadrant2: 'baik', quadrant3: 'butuh perbaikan', quadrant4: 'kurang', quadrant5: 'sangat kurang',
};
const inIndonesian = /^(id|ms)\b/i.test(navigator.language || 'id');
const say = (key) => (inIndonesian ? indonesian : english)[key] || key;
const find = (id) => document.getElementById(id);
const put = (id, text) => { find(id).textContent = text; };
const count = (id, number) => put(id, number.toLocaleString());
const clock = (time) => time.slice(11, 19);

if (!inIndonesian) {
  document.documentElement.lang = 'en';
  for (const node of document.querySelectorAll('[data-text]')) node.textContent = english[node.dataset.text];
}

/** A table without rows gives way to the sentence that there are none. */
function fill(table, shown, none, rows) {
  find(shown).hidden = rows.length === 0;
  find(none).hidden = rows.length > 0;
  find(table).tBodies[0].replaceChildren(...rows.map((cells) => {
    const row = document.createElement('tr');
    cells.forEach((value, column) => {
      const cell = document.createElement('td');
      cell.textContent = value === null || value === undefined ? '' : String(value);
      cell.className = find(table).tHead.rows[0].cells[column].className;
      row.append(cell);
    });
    return row;
  }));
}

function aim(active) {
  const people = active.fault.nips ? `${active.fault.nips.length} ${say('people')}` : say('everyone');
  return active.fault.probability === undefined ? people : `${people}, ${say('chance')} ${active.fault.probability}`;
}

function period(active) {
  if (active.from && active.until) return `${clock(active.from)} – ${clock(active.until)}`;
  if (active.from) return `${say('from')} ${clock(active.from)}`;
  return active.until ? `${say('until')} ${clock(active.until)}` : say('unlimited');
}

function show(state) {
  count('persons', state.records.persons);
  count('annual', state.records.annual);
  count('annualSaves', state.records.annualSaves);
  count('periodic', state.records.periodic);
  count('plans', state.records.plans);
  count('observations', state.records.observations);
  count('calls', state.calls.total);
  count('inFlight', state.calls.inFlight);
  count('throttled', state.throttledCalls);
  count('apim', state.tokensIssued.apim);
  count('sso', state.tokensIssued.sso);
  count('badPasswords', state.tokensIssued.badPasswords);
  put('status', `${say('updated')}: ${state.now.slice(0, 10)} ${clock(state.now)} UTC`);
  find('status').className = 'small';
  find('suspended').hidden = !state.suspendedUntil;
  put('suspended', state.suspendedUntil ? `${say('suspended')} ${clock(state.suspendedUntil)} UTC` : '');
  fill('faults', 'faultsShown', 'noFaults', state.faults.map((active) => [
    [active.fault.kind, active.fault.code].filter(Boolean).join(' '),
    active.fault.operations ? active.fault.operations.join(', ') : say('all'),
    aim(active), say(active.point), period(active), active.left === null ? say('unlimited') : active.left, active.hits,
  ]));
  fill('results', 'resultsShown', 'noResults', state.newestResults.map((result) => [
    clock(result.updatedAt), result.person, say(result.kind), result.year,
    `${result.workResult} ${say('rating' + result.workResult)}`,
    `${result.workBehaviour} ${say('rating' + result.workBehaviour)}`,
    `${result.quadrant} ${say('quadrant' + result.quadrant)}`, result.saves,
  ]));
  fill('operations', 'operationsShown', 'noOperations', Object.keys(state.calls.byOperation).map((operation) => {
    const calls = state.calls.byOperation[operation];
    return [operation, calls.calls, calls.successful, calls.refused, calls.faulted, calls.stored];
  }));
  fill('recent', 'recentShown', 'noRecent', state.recent.map((call) => [
    call.at.slice(11, 23), call.person, call.operation, call.status, call.outcome, call.stored ? say('yes') : '',
    call.millis,
  ]));
}

async function refresh() {
  try {
    const reply = await fetch('simulator/state', {cache: 'no-store'});
    if (!reply.ok) throw new Error(String(reply.status));
    show(await reply.json());
  } catch (problem) {
    put('status', say('unreachable'));
    find('status').className = 'alarm';
  }
  setTimeout(refresh, 2000);
}

refresh();
