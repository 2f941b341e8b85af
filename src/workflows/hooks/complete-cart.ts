import { loadedOptions } from "../../modules/resource_booking/loaded-options"
import { registerCheckoutHooks } from "../resource-booking/checkout/register-checkout-hooks"

if (loadedOptions()?.register_checkout_hooks) {
  registerCheckoutHooks()
}
