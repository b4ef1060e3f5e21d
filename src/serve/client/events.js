// Changes as the server tells them. All tabs share one stream, since a browser opens only six
// connections to a server and a stream keeps one for itself.

/** Calls `hello(run)` when the stream begins, `change(assets)` after each change, `lost()` when it is cut. */
export function listen({ hello, change, lost }) {
  const heard = ({ type, run, assets }) => {
    if (type === 'hello') hello(run);
    if (type === 'change') change(assets);
    if (type === 'lost') lost();
  };
  let alone = false;
  const listenAlone = () => {
    if (alone) return;
    alone = true;
    stream(heard);
  };
  if (!window.SharedWorker) return listenAlone();
  try {
    const worker = new SharedWorker('/.alongside/listener.js', { name: 'alongside', type: 'module' });
    worker.onerror = listenAlone;
    worker.port.onmessage = (event) => heard(event.data);
    worker.port.start();
  } catch {
    listenAlone();
  }
}

/** Listens to the server and passes on what it says. Comes back by itself when it is cut off. */
export function stream(tell) {
  const source = new EventSource('/.alongside/events');
  source.addEventListener('hello', (event) => tell({ type: 'hello', ...JSON.parse(event.data) }));
  source.addEventListener('change', (event) => tell({ type: 'change', ...JSON.parse(event.data) }));
  source.addEventListener('error', () => {
    tell({ type: 'lost' });
    // A browser gives up for good when the server answers, but not as it should.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => stream(tell), 1000);
  });
}
