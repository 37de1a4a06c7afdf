import { type DoctorCheck, InternalError, ProviderError, RunnerError } from '../../model/index.ts';

/** What a probe answered, or why it did not. */
export type Outcome<T> = { readonly value: T } | { readonly error: RunnerError };

/** Runs a probe. What it fails with is a finding; a bug of ours and Ctrl-C are not. */
export async function attempt<T>(probe: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await probe() };
  } catch (error) {
    if (!(error instanceof RunnerError) || error instanceof InternalError || error.code === 'interrupted')
      throw error;
    return { error };
  }
}

/** Whether nothing answered: then nothing is known of rights either. */
export function isUnreached({ error }: { readonly error: RunnerError }): boolean {
  return error instanceof ProviderError && error.status === undefined;
}

/** A check without its verdict. */
export type Subject = Pick<DoctorCheck, 'id' | 'area' | 'label' | 'right'>;

export function ok(subject: Subject, found: string): DoctorCheck {
  return { ...subject, status: 'ok', found };
}

export function notChecked(subject: Subject, found: string, hint?: string): DoctorCheck {
  return { ...subject, status: 'not-checked', found, ...(hint === undefined ? {} : { hint }) };
}

export function warning(subject: Subject, found: string, hint: string): DoctorCheck {
  return { ...subject, status: 'warning', found, hint };
}

export function problem(subject: Subject, found: string, hint: string): DoctorCheck {
  return { ...subject, status: 'problem', found, hint };
}

/** A probe that failed, in the words of its error; the right that it may lack is named beside. */
export function failed(
  subject: Subject,
  error: RunnerError,
  status: 'problem' | 'warning' = 'problem',
): DoctorCheck {
  const { message, hint, code } = error;
  return { ...subject, status, found: message, ...(hint === undefined ? {} : { hint }), code };
}
