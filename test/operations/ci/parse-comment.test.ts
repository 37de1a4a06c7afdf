import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CommentCommand, parseComment } from '../../../runner/operations/index.ts';
import {
  acknowledgeComment,
  answerComment,
  attestComment,
  declineComment,
  equateComment,
} from '../../../runner/render/comment-commands.ts';
import { toPlain } from '../../../runner/render/index.ts';

const ADDRESS = 'account-upgrade/connection/scores';
const malformed = (part: Partial<Extract<CommentCommand, { type: 'malformed' }>> = {}): unknown =>
  expect.objectContaining({ type: 'malformed', ...part });

describe('the commands of a comment', () => {
  it.each<readonly [string, CommentCommand]>([
    ['/cai plan', { type: 'plan' }],
    ['/cai acknowledge 0123456789ab', { type: 'acknowledge', digest: '0123456789ab' }],
    [`/cai attest ${ADDRESS}@ab12cd`, { type: 'attest', address: ADDRESS, fingerprint: 'ab12cd' }],
    [
      `/cai attest ${ADDRESS}@ab12cd title 'inputs[my web].field' --reason "it's \\"the\\" same"`,
      {
        type: 'attest',
        address: ADDRESS,
        fingerprint: 'ab12cd',
        paths: ['title', 'inputs[my web].field'],
        reason: 'it\'s "the" same',
      },
    ],
    [
      `/cai attest ${ADDRESS}@ab12cd --not-begun`,
      { type: 'attest', address: ADDRESS, fingerprint: 'ab12cd', answer: 'not-begun' },
    ],
    [
      `/cai attest ${ADDRESS}@ab12cd --gone`,
      { type: 'attest', address: ADDRESS, fingerprint: 'ab12cd', answer: 'gone' },
    ],
    [
      `/cai decline ${ADDRESS} we don't "do" that; $HOME  `,
      { type: 'decline', address: ADDRESS, reason: 'we don\'t "do" that; $HOME' },
    ],
    [
      `/cai decline ${ADDRESS}~f1@ab12cd no`,
      { type: 'decline', address: `${ADDRESS}~f1`, fingerprint: 'ab12cd', reason: 'no' },
    ],
  ])('%s', (line, command) => expect(parseComment(line)).toEqual([command]));

  it('are lines of their own among others, in order, whatever ends a line', () => {
    expect(parseComment('Done!\r\n/cai plan\r\nand\n/cai acknowledge 0123456789abcdef\nbye')).toMatchObject([
      { type: 'plan' },
      { type: 'acknowledge' },
    ]);
  });

  it.each([
    ['no command', 'looks good to me'],
    ['in the middle of a line', 'please write /cai plan'],
    ['indented', '  /cai plan'],
    ['a longer word', '/caiplan'],
    ['a quote', '> /cai plan'],
    ['a code block', '```\n/cai plan\n```'],
    ['a code block with a language', '```sh\n/cai plan\n```'],
    ['a code block of tildes that holds backticks', '~~~\n```\n/cai plan\n```\n~~~'],
    ['a longer fence', '````\n```\n/cai plan\n````'],
    ['a code block that is not closed', '```\n/cai plan'],
    ['a fence that only begins another one', '```\n```sh\n/cai plan'],
    ['longer than any comment', `/cai plan\n${'x'.repeat(70_000)}`],
  ])('are none: %s', (_what, body) => expect(parseComment(body)).toEqual([]));

  it('go on after a code block', () =>
    expect(parseComment('```\nx\n```\n/cai plan')).toEqual([{ type: 'plan' }]));

  it.each([
    ['/cai', 'no command'],
    ['/cai apply', 'no such command'],
    ['/cai constructor', 'no such command'],
    ['/cai plan now', 'nothing more'],
    ['/cai acknowledge', 'hexadecimal'],
    ['/cai acknowledge 0123456789a', 'hexadecimal'],
    ['/cai attest', 'ADDRESS@FINGERPRINT'],
    [`/cai attest ${ADDRESS}`, 'ADDRESS@FINGERPRINT'],
    ['/cai attest scores@ab12cd', 'ADDRESS@FINGERPRINT'],
    [`/cai attest ${ADDRESS}@ab12cd 'title`, 'quote'],
    [`/cai attest ${ADDRESS}@ab12cd --reason`, 'reason'],
    [`/cai attest ${ADDRESS}@ab12cd --force`, 'option'],
    [`/cai attest ${ADDRESS}@ab12cd —reason "x"`, 'option'],
    [`/cai attest ${ADDRESS}@ab12cd --gone --not-begun`, 'whole answer'],
    [`/cai attest ${ADDRESS}@ab12cd title --gone`, 'whole answer'],
    ['/cai decline', 'address'],
    [`/cai decline ${ADDRESS}`, 'why'],
    [`/cai decline ${ADDRESS}@XYZ no`, 'address'],
    [`/cai decline ${ADDRESS} ${'x'.repeat(5000)}`, 'at most'],
  ])('are explained where they are not well formed: %s', (line, why) => {
    expect(parseComment(line)).toEqual([malformed({ why: expect.stringContaining(why) })]);
    expect(parseComment(line)).toEqual([malformed({ form: expect.stringContaining('/cai ') })]);
  });

  it('are at most twenty', () => {
    expect(parseComment('/cai plan\n'.repeat(20))).toHaveLength(20);
    expect(parseComment('/cai plan\n'.repeat(21))).toEqual([malformed()]);
  });
});

describe('a comment', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '/cai ',
      'attest ',
      'decline ',
      '\n',
      '"',
      "'",
      '\\',
      '```',
      '~~~',
      '--reason ',
      ADDRESS,
      '@ab12cd ',
    ),
  );
  const body = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

  it('never makes the parser throw, and gives nothing but commands that are bounded', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), body), (text) => {
        const commands = parseComment(text);
        expect(commands.length).toBeLessThanOrEqual(20);
        for (const command of commands) expect(JSON.stringify(command).length).toBeLessThan(30_000);
      }),
    );
  });

  it('that was printed is understood as it was meant', () => {
    const name = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    const address = fc.tuple(name, name, name).map((parts) => parts.join('/'));
    const fingerprint = fc.stringMatching(/^[0-9a-f]{6}$/);
    const path = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => toPlain(text) === text && !text.startsWith('-'));
    fc.assert(
      fc.property(address, fingerprint, fc.array(path, { minLength: 1 }), (place, print, paths) => {
        const handoff = { address: place, fingerprint: print };
        const attest = { type: 'attest', ...handoff };
        expect(parseComment(attestComment(handoff))).toEqual([attest]);
        expect(parseComment(attestComment(handoff, paths))).toEqual([{ ...attest, paths }]);
        expect(parseComment(answerComment(handoff, 'gone'))).toEqual([{ ...attest, answer: 'gone' }]);
        const [first = ''] = paths;
        expect(parseComment(equateComment(handoff, first))).toEqual([
          { ...attest, paths: [first], reason: 'WHY BOTH ARE THE SAME' },
        ]);
        expect(parseComment(declineComment(place))).toEqual([
          { type: 'decline', address: place, reason: 'WHY NOT' },
        ]);
      }),
    );
    const digest = 'ab'.repeat(32);
    expect(parseComment(acknowledgeComment(digest))).toEqual([{ type: 'acknowledge', digest }]);
  });
});
