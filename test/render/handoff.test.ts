import { describe, expect, it } from 'vitest';
import type { HandoffPurpose, HandoffView } from '../../runner/model/index.ts';
import { renderHandoff, renderHandoffList, renderHandoffMarkdown } from '../../runner/render/index.ts';
import { begunHandoff } from './sample-results.ts';
import { plainStyle } from './samples.ts';

const PURPOSES: readonly HandoffPurpose[] = [
  'create',
  'update',
  'replace',
  'adopt',
  'delete',
  'undo',
  'overdue',
];
const style = plainStyle(80);
const show = (view: Partial<HandoffView>): string => renderHandoff(begunHandoff(view), style);
const ATTEST = 'cai handoffs attest account-upgrade/connection/scores@ab12cd';

describe('a handoff', () => {
  it('prints every value alone on its line, exactly as it is to be typed', () => {
    const value = `Luma  “Scores” – ${'very '.repeat(30)}long`;
    const steps = [{ screen: 'S', act: 'set', label: 'Name', value, paths: ['title'] }] as const;
    const lines = show({ steps, open: [], attestable: ['title'] }).split('\n');
    expect(lines.map((line) => line.trim())).toContain(value);
  });

  it('warns of spaces at the ends of a value', () => {
    const steps = [{ screen: 'S', act: 'set', label: 'Name', value: ' x', paths: [] }] as const;
    expect(show({ steps })).toContain('with the spaces at its ends');
  });

  it('marks how each step is known to be done', () => {
    const text = show({});
    expect(text).toContain('2. Set "Connection name" to Account upgrade scores  ✓ done');
    expect(text).toContain('(API checks: dataSets.streaming)');
    expect(text).toContain('5. Set "Stitching method" to  (you confirm)');
    expect(text).toContain('Adobe shows now: false');
  });

  it('asks for what an earlier step takes away, though Adobe shows it as asked now', () => {
    const step = { screen: 'S', act: 'set', label: 'Name', value: 'X', paths: ['title'] } as const;
    const view = { purpose: 'update', open: [], attestable: [], differing: [] } as const;
    expect(show({ ...view, steps: [step] })).toContain('✓ done');
    const again = show({ ...view, steps: [{ ...step, readBack: 'name', anew: true }] });
    expect(again).toContain('(API checks: name)');
    expect(again).not.toContain('✓ done');
  });

  it('lists what still differs of a create, and not of a change, whose very reason it is', () => {
    expect(show({})).toContain('step 4, “Import new data”: asked true, Adobe shows false');
    expect(show({ purpose: 'update' })).not.toContain('Still different');
  });

  it('needs nobody’s word where APIs show everything', () => {
    const text = show({ attestable: [], differing: [] });
    expect(text).not.toContain('attest');
    expect(text).toContain('cai apply --env demo');
  });

  it('needs nobody’s word for a deletion that an API shows', () => {
    const step = { screen: 'S', act: 'delete', label: 'Continue', paths: ['step:deleted'] } as const;
    const view = { purpose: 'delete', open: [], attestable: ['step:deleted'], differing: [] } as const;
    expect(show({ ...view, steps: [{ ...step, readBack: 'GET /data/connections' }] })).not.toContain(
      'attest ',
    );
    expect(show({ ...view, steps: [step] })).toContain('Confirm, under your name, that it is deleted');
  });

  it('goes on with destroy where an apply would make again what is deleted', () => {
    const view = { purpose: 'delete', goesOnWith: 'destroy' } as const;
    expect(show(view)).toContain('cai destroy --env demo');
    expect(show(view)).not.toContain('cai apply');
  });

  it('asks a clone for the rename first, and for nothing else', () => {
    const text = show({
      purpose: 'replace',
      phase: 'rename',
      attestable: ['step:renamed'],
      differing: [],
      open: [],
    });
    expect(text).toContain('part 1 of 2');
    expect(text).toMatch(/Do\s+not make the new one yet/u);
    expect(text).toContain(`${ATTEST} --env demo`);
    expect(show({ purpose: 'replace', phase: 'main' })).toMatch(/do not delete\s+it now/u);
  });

  it('takes "not begun" as an answer to an undo, which nobody can decline', () => {
    const text = show({ purpose: 'undo', attestable: ['step:undone'], differing: [], open: [] });
    expect(text.replace(/\s+/gu, ' ')).toContain(
      'If nothing of it was ever begun, say that instead: cai handoffs attest',
    );
    expect(text).not.toContain('decline');
  });

  it('lets an overdue run be answered with gone', () => {
    const text = show({ purpose: 'overdue', overdueReason: 'due since Monday', attestable: [], open: [] });
    expect(text).toContain('due since Monday');
    expect(text).toContain(`${ATTEST} --gone --env demo`);
    expect(text).not.toContain('✓');
  });

  it('says that it must wait before anything else', () => {
    expect(show({ waitsFor: 'the undo of main~f1' })).toContain('DO NOT BEGIN YET: the undo of main~f1');
  });

  it('ends in well-formed commands, whatever its purpose', () => {
    for (const purpose of PURPOSES) {
      for (const phase of ['rename', 'main'] as const) {
        const commands = show({ purpose, phase }).match(/^ *cai .*$/gmu) ?? [];
        expect(commands.length).toBeGreaterThan(0);
        for (const command of commands) {
          expect(command.trim()).toMatch(
            /^cai (?:apply --env demo|handoffs attest [^ ]+@ab12cd(?: (?:'[^']+'|[\w:.]+|--gone|--not-begun))? --env demo(?: --reason "[A-Z ]+")?|handoffs decline [^ ]+ --env demo --reason "[A-Z ]+")$/u,
          );
        }
      }
    }
  });

  it('says the same in Markdown, as a checklist', () => {
    const text = renderHandoffMarkdown(begunHandoff());
    expect(text).toContain('- [x] 2\\. Set **Connection name**');
    expect(text).toContain('- [ ] 5\\. Set **Stitching method** to `graph`');
    expect(text).toContain(`\`\`\`sh\n${ATTEST} --env demo\n\`\`\``);
  });
});

describe('the list of handoffs', () => {
  it('says so where there is none', () => expect(renderHandoffList([], style)).toBe('no open handoffs'));

  it('is a table where there is room, and loses nothing where there is not', () => {
    const wide = renderHandoffList([begunHandoff()], plainStyle(140));
    expect(wide).toMatch(/^address +what +title +to confirm +open since$/mu);
    for (const part of ['account-upgrade/connection/scores', 'create', 'Account upgrade scores', '1 thing']) {
      expect(wide).toContain(part);
      expect(renderHandoffList([begunHandoff()], plainStyle(60))).toContain(part);
    }
  });
});
