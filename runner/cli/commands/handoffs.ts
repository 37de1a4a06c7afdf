import { type HandoffView, UsageError } from '../../model/index.ts';
import { type Attested, attest, decline, type Session, showHandoffs } from '../../operations/index.ts';
import {
  renderHandoff,
  renderHandoffJson,
  renderHandoffList,
  renderHandoffMarkdown,
} from '../../render/index.ts';
import type { CommonOptions } from '../common-options.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { type OpenedRepository, openRepository } from '../open-repository.ts';
import { styleOf } from '../style-of.ts';
import { withSession } from '../with-session.ts';

interface AnswerOptions extends CommonOptions {
  readonly as?: string;
  readonly reason?: string;
}

interface AttestOptions extends AnswerOptions {
  readonly notBegun?: boolean;
  readonly gone?: boolean;
}

/** `cai handoffs list`. */
export async function runList(io: CommandIo, options: CommonOptions): Promise<number> {
  const views = await readViews(io, options, undefined);
  const style = styleOf(io, io.stdout);
  io.stdout.write(
    options.json === true ? `${renderHandoffJson(views)}\n` : `${renderHandoffList(views, style)}\n`,
  );
  return EXIT.done;
}

/** `cai handoffs show`: the exact steps. */
export async function runShow(
  io: CommandIo,
  address: string | undefined,
  options: CommonOptions & { readonly format: string },
): Promise<number> {
  const views = await readViews(io, options, address);
  if (views.length === 0 && address !== undefined) {
    throw new UsageError({
      message: `${address} has no open handoff`,
      hint: 'See what is open: cai handoffs list',
    });
  }
  if (options.json === true) {
    io.stdout.write(`${renderHandoffJson(views)}\n`);
    return EXIT.done;
  }
  const style = styleOf(io, io.stdout);
  const texts = views.map((view) =>
    options.format === 'md' ? renderHandoffMarkdown(view) : renderHandoff(view, style),
  );
  io.stdout.write(texts.length === 0 ? `${renderHandoffList([], style)}\n` : `${texts.join('\n\n')}\n`);
  return EXIT.done;
}

/** `cai handoffs attest ADDRESS@FINGERPRINT [PATH…]`. */
export async function runAttest(
  io: CommandIo,
  handoff: string,
  paths: readonly string[],
  options: AttestOptions,
): Promise<number> {
  const { address, fingerprint } = parseHandoffName(handoff);
  if (fingerprint === undefined) {
    throw new UsageError({
      message: `"${handoff}" names no fingerprint`,
      hint: 'Write ADDRESS@FINGERPRINT as the handoff prints it: cai handoffs show',
    });
  }
  const as = readAnswerer(options);
  const said = options.notBegun === true ? 'not-begun' : options.gone === true ? 'gone' : undefined;
  const attested = await answer(io, options, async (session, opened) => {
    return await attest(session, opened.desired, {
      address,
      fingerprint,
      by: as ?? session.by,
      asserted: as !== undefined,
      ...(paths.length === 0 ? {} : { paths }),
      ...(options.reason === undefined ? {} : { reason: options.reason }),
      ...(said === undefined ? {} : { answer: said }),
    });
  });
  io.stdout.write(attestedText(address, attested, envFlag(options)));
  return EXIT.done;
}

/** `cai handoffs decline ADDRESS --reason TEXT`. */
export async function runDecline(io: CommandIo, handoff: string, options: AnswerOptions): Promise<number> {
  const { address, fingerprint } = parseHandoffName(handoff);
  const reason = options.reason?.trim() ?? '';
  if (reason === '') {
    throw new UsageError({
      message: 'a handoff is declined with a reason, for those who asked for it',
      hint: `cai handoffs decline ${address} --reason "why it will not be done"`,
    });
  }
  const as = readAnswerer(options);
  await answer(io, options, async (session, opened) => {
    await decline(session, opened.desired, {
      address,
      ...(fingerprint === undefined ? {} : { fingerprint }),
      reason,
      by: as ?? session.by,
      asserted: as !== undefined,
    });
  });
  io.stdout.write(`${address}: declined. Go on with: cai apply${envFlag(options)}\n`);
  return EXIT.done;
}

/** The name of who answers, where one is given; without it the login counts. */
function readAnswerer({ as }: AnswerOptions): string | undefined {
  const name = as?.trim();
  if (name === undefined || (name !== '' && !name.startsWith('-') && !/\p{Cc}/u.test(name))) return name;
  throw new UsageError({
    message: `${JSON.stringify(as)} is no name of a person`,
    hint: 'Nothing was recorded. Give a name: --as "Ada Admin"; without --as, the name of your login is taken.',
  });
}

function parseHandoffName(text: string): { readonly address: string; readonly fingerprint?: string } {
  const at = text.indexOf('@');
  return at < 0 ? { address: text } : { address: text.slice(0, at), fingerprint: text.slice(at + 1) };
}

async function readViews(
  io: CommandIo,
  options: CommonOptions,
  address: string | undefined,
): Promise<readonly HandoffView[]> {
  const opened = await openRepository(io, options);
  return await withSession(
    io,
    { environment: opened.environment, access: 'read-only', doing: 'Reading handoffs of' },
    async (session) => {
      return await showHandoffs(session, opened.desired, address);
    },
  );
}

async function answer<T>(
  io: CommandIo,
  options: CommonOptions,
  work: (session: Session, opened: OpenedRepository) => Promise<T>,
): Promise<T> {
  const opened = await openRepository(io, options);
  const request = { environment: opened.environment, access: 'read-only', doing: 'Comparing with' } as const;
  return await withSession(io, request, async (session) => await work(session, opened));
}

/** A part of a handoff is not the whole: what is still asked is said at once. */
function attestedText(address: string, { paths, open }: Attested, flag: string): string {
  const count = paths.length === 1 ? '1 thing' : `${paths.length} things`;
  if (open.length === 0) return `${address}: attested ${count}. Go on with: cai apply${flag}\n`;
  const rest = open.length === 1 ? '1 thing is' : `${open.length} things are`;
  return `${address}: attested ${count}; ${rest} still to confirm. See them with: cai handoffs show ${address}${flag}\n`;
}

function envFlag(options: CommonOptions): string {
  return options.env === undefined ? '' : ` --env ${options.env}`;
}
