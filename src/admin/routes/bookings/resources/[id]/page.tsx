import { useParams, type UIMatch } from "react-router-dom"
import { DeskPage } from "../../../../components/desk-page"
import { Loaded, PageSkeleton } from "../../../../components/page-states"
import { ResourceName } from "../../../../components/resource-name"
import { useResource } from "../../../../hooks/use-resources"
import { BlackoutsSection } from "./components/blackouts-section"
import { BookingsSection } from "./components/bookings-section"
import { GeneralSection } from "./components/general-section"
import { MonthSection } from "./components/month-section"
import { TermsSection } from "./components/terms-section"
import { VariantsSection } from "./components/variants-section"

const ResourcePage = () => {
  const { id } = useParams()
  return (
    <Loaded query={useResource(id)} skeleton={<PageSkeleton sections={3} />}>
      {(resource) => (
        <DeskPage
          zone="resource_booking.resource"
          main={{
            general: <GeneralSection resource={resource} />,
            month: <MonthSection resource={resource} />,
            bookings: <BookingsSection resource={resource} />,
          }}
          side={{
            terms: <TermsSection resource={resource} />,
            // What is deleted sells nothing, and is asked about no more.
            ...(resource.deleted_at ? {} : { variants: <VariantsSection resource={resource} /> }),
            blackouts: <BlackoutsSection resource={resource} />,
          }}
        />
      )}
    </Loaded>
  )
}

export const handle = {
  breadcrumb: ({ params }: UIMatch) => <ResourceName id={params.id ?? ""} />,
}

export default ResourcePage
