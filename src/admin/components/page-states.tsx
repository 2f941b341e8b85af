import { CheckCircleSolid } from "@medusajs/icons"
import { Button, Container, Heading, Skeleton, Text } from "@medusajs/ui"
import type { UseQueryResult } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { Link, useLocation } from "react-router-dom"
import { useRefusalWords } from "../hooks/use-refusal-words"
import { useWords } from "../hooks/use-words"
import { isSignedOut } from "../lib/refusal"
import { RefusalAlert } from "./refusal-alert"

/** The shape of what is coming, so that nothing jumps when it is there. */
export const SectionSkeleton = ({ rows = 4 }: { rows?: number }) => {
  const { t } = useWords()
  return (
    <div className="flex flex-col gap-y-3 px-6 py-4" role="status" aria-label={t("common.loading")}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} className={row === 0 ? "h-6 w-1/3" : "h-5 w-full"} />
      ))}
    </div>
  )
}

export const PageSkeleton = ({ sections = 2 }: { sections?: number }) => (
  <div className="flex flex-col gap-y-3">
    {Array.from({ length: sections }, (_, section) => (
      <Container key={section} className="p-0">
        <SectionSkeleton />
      </Container>
    ))}
  </div>
)

/** Says what there would be, and what to do so that there is something; `action` is that button or link. */
export const EmptyState = ({ title, text, action }: { title: string; text: string; action?: ReactNode }) => (
  <div className="flex flex-col items-center gap-y-4 px-6 py-12 text-center">
    <div className="flex max-w-md flex-col gap-y-1">
      <Heading level="h3">{title}</Heading>
      <Text size="small" className="text-ui-fg-subtle">
        {text}
      </Text>
    </div>
    {action}
  </div>
)

/** Where nothing being there is good news: one quiet line. */
export const AllWell = ({ children }: { children: string }) => (
  <div className="flex items-start gap-x-2 px-6 py-4">
    <span className="text-ui-tag-green-icon pt-0.5" aria-hidden>
      <CheckCircleSolid />
    </span>
    <Text size="small" className="text-ui-fg-subtle text-pretty">
      {children}
    </Text>
  </div>
)

export const LoadError = ({ error, onRetry }: { error: unknown; onRetry: () => void }) => (
  <div className="flex flex-col items-start gap-y-3 px-6 py-4">
    <RefusalAlert error={error} />
    <WayOut error={error} onRetry={onRetry} />
  </div>
)

/** Above what stands there from before, where reading it again has failed: nobody is to take it for the present. */
export const NotUpToDate = ({ query }: { query: ReadAgain }) => {
  const { t, time } = useWords()
  const { title } = useRefusalWords()(query.error)
  if (!query.isError) return null
  const since = time(new Date(query.dataUpdatedAt).toISOString(), "local")
  return (
    <div className="flex flex-wrap items-center gap-3 px-6 py-3 print:hidden" role="status">
      <Text size="small" className="text-ui-tag-orange-text">
        {t("common.notUpToDate", { since, why: title })}
      </Text>
      <WayOut error={query.error} onRetry={() => void query.refetch()} />
    </div>
  )
}

/** Who is signed out has to sign in, and comes back here; anything else may do the next time. */
const WayOut = ({ error, onRetry }: { error: unknown; onRetry: () => void }) => {
  const { t } = useWords()
  const from = useLocation()
  return (
    <Button size="small" variant="secondary" {...(isSignedOut(error) ? { asChild: true } : { onClick: onRetry })}>
      {isSignedOut(error) ? (
        <Link to="/login" state={{ from }}>
          {t("common.signIn")}
        </Link>
      ) : (
        t("common.tryAgain")
      )}
    </Button>
  )
}

/** A query of react-query's, or several as one. */
type ReadAgain = Pick<UseQueryResult<unknown>, "error" | "isError" | "dataUpdatedAt"> & {
  refetch: () => Promise<unknown>
}

type LoadedProps<Data> = {
  query: ReadAgain & Pick<UseQueryResult<Data>, "data">
  skeleton?: ReactNode
  /** Another part of the page reads the same and says when it is out of date. */
  isSaid?: boolean
  children: (data: Data) => ReactNode
}

/** Skeleton until it is there, words if it cannot be had, and what was there before while it is read again. */
export const Loaded = <Data,>(props: LoadedProps<Data>) => {
  const { query, skeleton = <SectionSkeleton />, isSaid = false, children } = props
  if (query.data !== undefined) {
    return (
      <>
        {!isSaid && <NotUpToDate query={query} />}
        {children(query.data)}
      </>
    )
  }
  if (query.isError) return <LoadError error={query.error} onRetry={() => void query.refetch()} />
  return <>{skeleton}</>
}
