import type { DoctorCheck } from '../../model/index.ts';
import { notChecked, ok, problem, type Subject, warning } from './attempt.ts';
import type { AdobeApi, AdobeProbes, NetworkProbes } from './probes.ts';

/** Settings that decide how requests leave the machine. */
export function judgeNetwork({ isTlsUnchecked, proxies, noProxy }: NetworkProbes): readonly DoctorCheck[] {
  return [...(isTlsUnchecked ? [UNCHECKED_TLS] : []), judgeProxies(proxies, noProxy)];
}

const UNCHECKED_TLS: DoctorCheck = {
  ...problem(
    { id: 'tls', area: 'network', label: 'Certificates' },
    'NODE_TLS_REJECT_UNAUTHORIZED=0 asks to trust any server, so every command that talks to Adobe refuses',
    'Unset it. If your company inspects TLS, give Node its certificate with NODE_EXTRA_CA_CERTS.',
  ),
  code: 'tls-unchecked',
};

function judgeProxies(proxies: NetworkProbes['proxies'], noProxy: string | undefined): DoctorCheck {
  const subject = { id: 'proxy', area: 'network', label: 'Proxy' } as const;
  const wrong = proxies.find(({ host }) => host === undefined);
  if (wrong !== undefined)
    return problem(subject, `${wrong.variable} is not a URL`, 'Write it as http://HOST:PORT, or unset it.');
  if (proxies.length === 0) return ok(subject, 'none is set; requests go directly');
  const named = proxies.map(({ variable, host }) => `${variable} leads to ${host}`).join(', ');
  return ok(subject, `${named}${noProxy === undefined ? '' : `, but not for ${noProxy}`}`);
}

/** From here on a clock is worth a word, and from here on it breaks things: a lease is good for 5 minutes (docs/state.md). */
const WARN_SECONDS = 30;
const WRONG_SECONDS = 300;

/**
 * Compares this clock with the `Date` of the last answers. Servers write whole seconds and answers take time, so a few seconds mean
 * nothing. The clock of an emulator is moved on purpose.
 */
export function judgeClock(
  adobe: Pick<AdobeProbes, 'getServerTime'> | undefined,
  { now, isEmulator }: { readonly now: Date; readonly isEmulator: boolean },
): DoctorCheck {
  const subject: Subject = { id: 'clock', area: 'network', label: 'Clock' };
  const offsets = (['ims', 'platform', 'cja'] as const).flatMap((api) => {
    const at = adobe?.getServerTime(api);
    return at === undefined ? [] : [{ api, seconds: Math.round((at.getTime() - now.getTime()) / 1000) }];
  });
  const [worst] = offsets.sort((a, b) => Math.abs(b.seconds) - Math.abs(a.seconds));
  if (worst === undefined) return notChecked(subject, 'no service answered with its time');
  const { seconds } = worst;
  const found = describeOffset(worst);
  if (Math.abs(seconds) <= WARN_SECONDS) return ok(subject, found);
  if (isEmulator) return ok(subject, `${found}: an emulator’s clock can be moved`);
  const hint = 'Set this machine’s clock, and keep it with NTP: locks, tokens and certificates depend on it.';
  return Math.abs(seconds) <= WRONG_SECONDS ? warning(subject, found, hint) : problem(subject, found, hint);
}

function describeOffset({ api, seconds }: { readonly api: AdobeApi; readonly seconds: number }): string {
  if (Math.abs(seconds) <= 1) return `the same as that of ${API_NAMES[api]}`;
  const way = seconds > 0 ? 'behind' : 'ahead of';
  return `${Math.abs(seconds)} s ${way} that of ${API_NAMES[api]}`;
}

/** What people call the services. */
export const API_NAMES = {
  ims: 'Adobe’s token service',
  platform: 'Experience Platform',
  cja: 'Customer Journey Analytics',
} as const satisfies Readonly<Record<AdobeApi, string>>;
