import type { CSSProperties } from "react"

/**
 * Two of Medusa's text colours are too pale on its own backgrounds (3.6 : 1, where 4.5 : 1 is asked for): hints and
 * links. On our pages they take on the neighbouring tone of the same palette, by light and in the dark.
 */
export const READABLE = {
  "--fg-muted": "var(--fg-subtle)",
  "--fg-interactive": "var(--tag-blue-text)",
  "--fg-interactive-hover": "var(--tag-blue-icon)",
} as CSSProperties
