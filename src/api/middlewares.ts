import { defineMiddlewares } from "@medusajs/framework/http"
import { adminAllocationExportMiddlewares } from "./admin/resource-booking/allocations/export/middlewares"
import { adminAllocationMiddlewares } from "./admin/resource-booking/allocations/middlewares"
import { adminAuditMiddlewares } from "./admin/resource-booking/audit/middlewares"
import { adminBlackoutMiddlewares } from "./admin/resource-booking/blackouts/middlewares"
import { adminCalendarMiddlewares } from "./admin/resource-booking/calendar/middlewares"
import { adminContactMiddlewares } from "./admin/resource-booking/contacts/middlewares"
import { adminHoldMiddlewares } from "./admin/resource-booking/holds/middlewares"
import { adminIncidentMiddlewares } from "./admin/resource-booking/incidents/middlewares"
import { adminJobMiddlewares } from "./admin/resource-booking/jobs/middlewares"
import { adminOrderMiddlewares } from "./admin/resource-booking/orders/middlewares"
import { adminReportMiddlewares } from "./admin/resource-booking/reports/middlewares"
import { adminResourceMiddlewares } from "./admin/resource-booking/resources/middlewares"
import { adminRunSheetMiddlewares } from "./admin/resource-booking/run-sheet/middlewares"
import { adminVariantMiddlewares } from "./admin/resource-booking/variants/middlewares"
import { checkoutMiddlewares } from "./checkout/middlewares"
import { oddPathMiddlewares } from "./lib/odd-path"
import { storeAvailabilityMiddlewares } from "./store/resource-booking/availability/middlewares"
import { storeCartMiddlewares } from "./store/resource-booking/carts/middlewares"
import { storeHoldMiddlewares } from "./store/resource-booking/holds/middlewares"
import { storeResourceMiddlewares } from "./store/resource-booking/resources/middlewares"

export default defineMiddlewares({
  routes: [
    ...oddPathMiddlewares,
    ...adminAllocationExportMiddlewares,
    ...adminAllocationMiddlewares,
    ...adminAuditMiddlewares,
    ...adminBlackoutMiddlewares,
    ...adminCalendarMiddlewares,
    ...adminContactMiddlewares,
    ...adminHoldMiddlewares,
    ...adminIncidentMiddlewares,
    ...adminJobMiddlewares,
    ...adminOrderMiddlewares,
    ...adminReportMiddlewares,
    ...adminResourceMiddlewares,
    ...adminRunSheetMiddlewares,
    ...adminVariantMiddlewares,
    ...checkoutMiddlewares,
    ...storeAvailabilityMiddlewares,
    ...storeCartMiddlewares,
    ...storeHoldMiddlewares,
    ...storeResourceMiddlewares,
  ],
})
