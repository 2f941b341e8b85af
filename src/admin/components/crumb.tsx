import { useWords, type WordKey } from "../hooks/use-words"

/** A breadcrumb in our words: the dashboard renders these outside of any page. */
export const Crumb = ({ word }: { word: WordKey }) => <>{useWords().t(word)}</>
