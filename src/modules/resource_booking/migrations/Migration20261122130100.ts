import { Migration } from "@medusajs/framework/mikro-orm/migrations"
import { changeAllocationFunctions } from "./functions/change-allocation"
import { checkoutFunctions } from "./functions/checkout"
import { endHoldFunctions } from "./functions/end-hold"
import { lineHoldFunctions } from "./functions/line-holds"
import { lockFunctions } from "./functions/locks"
import { placeHoldFunctions } from "./functions/place-hold"
import { readAvailabilityFunctions } from "./functions/read-availability"
import { saveBlackoutFunctions } from "./functions/save-blackout"
import { saveResourceFunctions } from "./functions/save-resource"
import { setCapacityFunctions } from "./functions/set-capacity"
import { unitFunctions } from "./functions/units"

/** The verbs, one function each, versioned by name: a later release adds rb_place_hold_2 beside _1. */
export class Migration20261122130100 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`set local lock_timeout = '5s'`)
    for (const statement of [
      ...lockFunctions,
      ...unitFunctions,
      ...placeHoldFunctions,
      ...endHoldFunctions,
      ...lineHoldFunctions,
      ...checkoutFunctions,
      ...changeAllocationFunctions,
      ...setCapacityFunctions,
      ...saveBlackoutFunctions,
      ...saveResourceFunctions,
      ...readAvailabilityFunctions,
    ]) {
      this.addSql(statement)
    }
  }

  override async down(): Promise<void> {
    this.addSql(`set local lock_timeout = '5s'`)
    // The tables' own check and trigger functions belong to the migration before this one.
    this.addSql(`do $$
      declare
        v_function regprocedure;
      begin
        for v_function in
          select p.oid::regprocedure
          from pg_proc p
          where p.pronamespace = current_schema()::regnamespace
            and p.proname like 'rb\\_%\\_1'
            and p.proname not in ('rb_is_sorted_1', 'rb_refuse_change_1',
              'rb_check_hold_has_allocation_1', 'rb_check_allocation_has_hold_1')
        loop
          execute 'drop function ' || v_function;
        end loop;
      end $$`)
    this.addSql(`drop type if exists rb_item_1`)
  }
}
