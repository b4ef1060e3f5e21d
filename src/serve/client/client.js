// The live preview in a page: hears of changes, brings the page up to date, and shows the panel.
// It knows nothing of any theme and touches nothing of the page but its main part.
import { listen } from './events.js';
import { refreshAssets, refreshPage } from './page.js';
import { Overlay } from './overlay.js';

// In the view of a narrow screen the panel is round the frame, not in it.
const overlay = window.top === window ? new Overlay() : null;
const CHANGED = { updated: 'The page was updated.', gone: 'This page no longer exists. It stays here until you leave it.' };

let queue = Promise.resolve();
/** One after another, so that a later answer is never overtaken by an earlier one. */
function follow(work) {
  queue = queue.then(work).catch(() => overlay?.cutOff());
  return queue;
}

async function update(assets) {
  const styled = refreshAssets(assets);
  const page = await refreshPage();
  if (page === 'updated' || page === 'gone') overlay?.say(CHANGED[page]);
  else if (styled) overlay?.say('The styles were updated.');
  await overlay?.refresh(page === 'gone');
}

let waiting;
/** A page that nobody sees asks when it is looked at again. */
function onChange(assets) {
  if (document.visibilityState === 'visible') return follow(() => update(assets));
  // What changed meanwhile adds up; not to know is to look at everything.
  waiting = waiting === undefined ? assets : waiting && assets && [...waiting, ...assets];
}
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState !== 'visible' || waiting === undefined) return;
  const assets = waiting;
  waiting = undefined;
  follow(() => update(assets));
});

let run = null;
listen({
  hello(now) {
    // A page may have changed before it began to listen. A new run of the program knows no more.
    const again = run !== null && run !== now;
    run = now;
    overlay?.connected();
    onChange(again ? null : []);
  },
  change: onChange,
  lost: () => overlay?.cutOff(),
});
