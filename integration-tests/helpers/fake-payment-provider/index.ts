import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import FakePaymentProvider from "./provider"

export default ModuleProvider(Modules.PAYMENT, { services: [FakePaymentProvider] })
