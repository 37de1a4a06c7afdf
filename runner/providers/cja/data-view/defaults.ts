/** Names of the containers where nobody chose others (facts §5.2). */
export const CONTAINER_DEFAULTS = { event: 'Event', session: 'Session', person: 'Person' } as const;

/** When a session ends where nobody chose otherwise (facts §5.2). */
export const SESSION_DEFAULTS = { timeout: 30, unit: 'minutes' } as const;
