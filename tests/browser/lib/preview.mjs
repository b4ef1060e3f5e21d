// A running live preview of a copy of the portal, by the real program.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PROGRAM, REPOSITORY } from './site.mjs';

const DATE = process.env.ALONGSIDE_DATE || '2026-11-22';

/** Copies the portal and starts the preview of the copy. */
export async function preview() {
  const root = mkdtempSync(join(tmpdir(), 'alongside-preview-'));
  for (const part of ['content', 'site-config.toml']) cpSync(join(REPOSITORY, part), join(root, part), { recursive: true });
  // The theme is the one in the program; an own stylesheet stands before it, to be edited.
  cpSync(join(REPOSITORY, 'themes/default/assets/css/site.css'), join(root, 'assets/css/site.css'));
  const own = { root, process: null, url: null };
  own.read = (path) => readFileSync(join(root, path), 'utf8');
  own.write = (path, text) => writeFileSync(join(root, path), text);
  own.edit = (path, from, to) => {
    const text = own.read(path);
    if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
    own.write(path, text.replace(from, to));
  };
  own.start = (port = 0) => new Promise((done, failed) => {
    own.process = spawn(PROGRAM, ['serve', '--root', root, '--port', String(port), '--date', DATE], { stdio: ['ignore', 'ignore', 'pipe'] });
    const said = [];
    own.process.once('exit', () => failed(new Error(`the preview has ended\n${said.join('\n')}`)));
    createInterface({ input: own.process.stderr }).on('line', (line) => {
      said.push(line);
      const url = /the site is at (http:\S+)/.exec(line)?.[1];
      if (!url) return;
      own.url = new URL(url);
      done();
    });
  });
  own.stop = () => new Promise((done) => {
    own.process.removeAllListeners('exit');
    own.process.once('exit', done);
    own.process.kill('SIGINT');
  });
  own.end = async () => {
    await own.stop();
    rmSync(root, { recursive: true, force: true });
  };
  await own.start();
  return own;
}
