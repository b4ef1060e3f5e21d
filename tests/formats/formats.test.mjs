// Findings, schemas and reports, read by validators and parsers that others wrote.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import Ajv04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { parse as parseCsv } from 'csv-parse/sync';
import ICAL from 'ical.js';
import { parse as parseJunit } from 'junit2json';
import { parse as parseToml } from 'smol-toml';

const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), '../..');
const PROGRAM = process.env.ALONGSIDE_BIN || join(process.env.CARGO_TARGET_DIR || join(REPOSITORY, 'target'), 'debug/alongside');
const DAY = '2026-11-22';
const folder = mkdtempSync(join(tmpdir(), 'alongside-formats-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const require = createRequire(import.meta.url);
const read = (...path) => readFileSync(join(...path), 'utf8');
const run = (args, cwd = folder) => {
  try {
    return execFileSync(PROGRAM, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 }).toString();
  } catch (error) {
    // Findings end a check with 1 or 2; anything else is a failure of the program.
    assert.ok([1, 2].includes(error.status), `${args.join(' ')}\n${error.stderr}`);
    return error.stdout.toString();
  }
};
const ajv = addFormats(new Ajv({ allErrors: true, strict: false }));
const assertValid = (validate, value, what) => assert.ok(validate(value), `${what}: ${ajv.errorsText(validate.errors)}`);

// Sites with one fault each, of every kind: in text, in front matter, in configuration, in made
// pages, with odd names, with other places that belong to them, and with none.
const FAULTS = ['link-missing-page', 'site-duplicate-title', 'site-no-home', 'config-two-faults', 'front-unknown-key-far',
  'govern-uncited-figure', 'govern-link-to-withdrawn', 'html-one-page', 'html-every-page', 'markdown-undefined-reference',
  'yaml-tab', 'search-missed', 'theme-unknown-variable', 'data-key-twice'];
const sites = FAULTS.map((name) => {
  const site = join(folder, name, 'site');
  for (const from of ['_base', name]) cpSync(join(REPOSITORY, 'tests/faults', from), site, { recursive: true });
  for (const path of readdirSync(site, { recursive: true }).filter((path) => path.endsWith('.delete'))) {
    rmSync(join(site, path));
    rmSync(join(site, path.replace(/\.delete$/, '')));
  }
  return { name, site: `${name}/site` };
});
const check = ({ site }, format) => run(['check', '--full', '--format', format, '--date', DAY, '--root', site]);
const json = (site) => check(site, 'json').split('\n').filter(Boolean).map((line) => JSON.parse(line));

run(['schema', '--root', REPOSITORY, '--out', join(folder, 'schemas')]);
const schema = (name) => JSON.parse(read(folder, 'schemas', `${name}.schema.json`));

test('each line of JSON is as its schema says', () => {
  const validate = ajv.compile(schema('findings'));
  for (const site of sites) {
    const findings = json(site);
    assert.ok(findings.length, site.name);
    for (const finding of findings) assertValid(validate, finding, site.name);
  }
  assert.ok(!validate({ code: 'broken-link', severity: 'fatal', message: 'x' }), 'the schema refuses something');
});

test('a SARIF log is valid by the schema of OASIS and says the same as JSON', () => {
  const official = JSON.parse(readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
  const validate = addFormats(new Ajv04({ allErrors: true, strict: false, unicodeRegExp: false })).compile(official);
  for (const site of sites) {
    const log = JSON.parse(check(site, 'sarif'));
    assertValid(validate, log, site.name);
    const { results, tool } = log.runs[0];
    const said = results.map((result) => {
      const { artifactLocation, region } = result.locations[0].physicalLocation;
      assert.equal(tool.driver.rules[result.ruleIndex].id, result.ruleId);
      return [result.ruleId, decodeURIComponent(artifactLocation.uri), region.startLine];
    });
    const expected = json(site).map(({ code, file, line }) => [code, `${site.site}/${file ?? 'site-config.toml'}`, line ?? 1]);
    assert.deepEqual(said, expected, site.name);
    const prints = results.map((result) => result.partialFingerprints['alongside/v1']);
    assert.equal(new Set(prints).size, prints.length, `${site.name}: each result has an identity of its own`);
  }
  assert.ok(!validate({ version: '2.1.0', runs: [{}] }), 'the schema refuses something');
});

test('GitHub reads the same from annotations', () => {
  // As the runner of GitHub Actions takes a command apart.
  const data = (text) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const property = (text) => data(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
  for (const site of sites) {
    const said = check(site, 'github').split('\n').filter(Boolean).map((line) => {
      const [, level, properties, message] = /^::(error|warning|notice) (.*?)::(.*)$/.exec(line) ?? assert.fail(line);
      const fields = Object.fromEntries(properties.split(',').map((pair) => pair.split('=').map(property)));
      return [level, fields.title, fields.file, fields.line, data(message).split('\n')[0]];
    });
    const level = { error: 'error', warning: 'warning', info: 'notice' };
    const expected = json(site).map(({ severity, code, file, line, message }) => [level[severity], code, file && `${site.site}/${file}`, line && `${line}`, message]);
    assert.deepEqual(said, expected, site.name);
  }
});

test('a JUnit reader counts the same', async () => {
  for (const site of sites) {
    const findings = json(site);
    const report = await parseJunit(check(site, 'junit'));
    const cases = report.testsuite.flatMap((suite) => suite.testcase);
    const failures = cases.filter((each) => each.failure?.length);
    assert.equal(report.tests, findings.length, site.name);
    assert.equal(cases.length, findings.length, site.name);
    assert.deepEqual(failures.map((each) => each.failure[0].message), findings.filter(({ severity }) => severity === 'error').map(({ message }) => message));
    assert.equal(report.failures, failures.length);
  }
});

/** The front matter of every page of a site, with its type, as JSON has it: dates are text. */
function fronts(site) {
  return readdirSync(join(site, 'content'), { recursive: true }).filter((name) => name.endsWith('.md')).map((name) => {
    const text = read(site, 'content', name);
    const front = JSON.parse(JSON.stringify(parseToml(/^\+\+\+\n([^]*?)\n\+\+\+$/m.exec(text)[1])));
    return { name, front, type: front.type ?? (name.endsWith('_index.md') ? 'section' : 'page') };
  });
}

test('the front matter of the portal is as the schemas say', () => {
  const validators = {};
  const pages = fronts(REPOSITORY);
  assert.ok(pages.length > 50);
  for (const { name, front, type } of pages) {
    validators[type] ??= ajv.compile(schema(`content-${type}`));
    assertValid(validators[type], front, name);
  }
  assert.ok(Object.keys(validators).length >= 9, `types: ${Object.keys(validators)}`);
});

test('the schemas refuse what the program refuses', () => {
  const validate = ajv.compile(schema('content-evidence'));
  const { front } = fronts(REPOSITORY).find(({ name }) => name.endsWith('costs-and-savings.md'));
  const wrong = {
    'a key that does not exist': { ...front, reviewd: '2026-01-01' },
    'no title': { ...front, title: undefined },
    'another type': { ...front, type: 'guidance' },
    'a date that does not exist': { ...front, reviewed: '2026-02-30' },
    'a term that is not listed': { ...front, audience: ['everybody'] },
    'an owner that is not listed': { ...front, owner: 'nobody' },
    'a status that is none': { ...front, status: 'old' },
    'a record without a required field': { ...front, findings: [{ claim: 'One.' }] },
    'a choice that is none': { ...front, findings: [{ ...front.findings[0], kind: 'rumour' }] },
    'a field of a record that does not exist': { ...front, findings: [{ ...front.findings[0], colour: 'red' }] },
    'a length of time that is none': { ...front, review_in: 'soon' },
  };
  assertValid(validate, front, 'as it is');
  for (const [what, front] of Object.entries(wrong)) assert.ok(!validate(JSON.parse(JSON.stringify(front))), what);
});

test('configurations are as their schema says', () => {
  const validate = ajv.compile(schema('site-config'));
  run(['init', 'started']);
  for (const site of [REPOSITORY, join(folder, 'started'), join(REPOSITORY, 'tests/fixtures/small'), join(REPOSITORY, 'tests/faults/_base')]) {
    assertValid(validate, JSON.parse(JSON.stringify(parseToml(read(site, 'site-config.toml')))), site);
  }
  const config = JSON.parse(JSON.stringify(parseToml(read(REPOSITORY, 'site-config.toml'))));
  const wrong = { ...config, checks: { 'broken-lnk': 'off' } };
  assert.ok(!validate(wrong) && !validate({ ...config, checks: { 'broken-link': 'loud' } }) && !validate({ ...config, titel: 'x' }));
});

test('the list of reviews is read by a calendar and a spreadsheet', () => {
  const report = (form) => run(['report', 'reviews', '--as', form, '--within', '2000', '--date', DAY, '--root', REPOSITORY, '-q']);
  const rows = parseCsv(report('csv'), { columns: true });
  assert.ok(rows.length > 20);
  const calendar = new ICAL.Component(ICAL.parse(report('calendar')));
  const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
  assert.deepEqual(
    events.map((event) => [event.startDate.toString(), event.summary, event.component.getFirstPropertyValue('url')]),
    rows.map(({ due, title, address }) => [due, `Review: ${title}`, address]),
  );
  assert.ok(events.every((event) => event.startDate.isDate));
  assert.equal(new Set(events.map((event) => event.uid)).size, events.length);
  for (const { file } of rows) assert.ok(existsSync(join(REPOSITORY, file)), file);
});
