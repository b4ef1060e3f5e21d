// The one listener of a browser: passes what the server says on to every tab.
import { stream } from './events.js';

const tabs = new Set();
let last = null;

stream((message) => {
  if (message.type !== 'change') last = message;
  for (const tab of tabs) tab.postMessage(message);
});

globalThis.onconnect = ({ ports: [tab] }) => {
  tabs.add(tab);
  // A tab that comes later hears how things stand.
  if (last) tab.postMessage(last);
};
