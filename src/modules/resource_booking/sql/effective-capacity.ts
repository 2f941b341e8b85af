// What a capacity row will say when its lapsed holds are settled (rb_return_units_1): on an overcommitted date units
// that come back lower the maximum towards the operator's target before any of them becomes available.
const withheld = (lapsed: string) =>
  `least(coalesce(${lapsed}, 0), rc.max_capacity - coalesce(rc.target_capacity, rc.max_capacity))`

export const effectiveMax = (lapsed: string) => `(rc.max_capacity - ${withheld(lapsed)})`

export const effectiveAvailable = (lapsed: string) =>
  `(rc.available_capacity + coalesce(${lapsed}, 0) - ${withheld(lapsed)})`
