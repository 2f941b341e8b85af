export interface Block {
  /** The heading that it stands under, without its hashes. */
  heading: string
  language: string
  code: string
}

export interface Page {
  headings: string[]
  blocks: Block[]
  /** What is in no fence. */
  prose: string
}

/** A page of ours as far as tests look at it: headings with hashes, fences of three backquotes at the margin. */
export function readPage(text: string): Page {
  const page: Page = { headings: [], blocks: [], prose: "" }
  let block: Block | undefined
  for (const line of text.split("\n")) {
    const language = /^```(\w*)/.exec(line)?.[1]
    if (block && language === undefined) {
      block.code += `${line}\n`
    } else if (block) {
      page.blocks.push(block)
      block = undefined
    } else if (language !== undefined) {
      block = { heading: page.headings.at(-1) ?? "", language, code: "" }
    } else {
      const heading = /^#{1,6} (.+)$/.exec(line)?.[1]
      if (heading) page.headings.push(heading)
      page.prose += `${line}\n`
    }
  }
  return page
}
