/**
 * For what the day's work is read off: read again every few seconds while it is on screen, and as soon as somebody looks at
 * the window again, whatever the dashboard does with its own pages.
 */
export const LIVE = { refetchInterval: 15_000, refetchOnWindowFocus: "always" } as const
