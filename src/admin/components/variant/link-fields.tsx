import { Form } from "@medusajs/dashboard/components"
import { useWatch, type UseFormReturn } from "react-hook-form"
import { useWords } from "../../hooks/use-words"
import { asText } from "../../lib/form"
import { ChoiceField } from "../choice-field"
import { NumberField } from "../number-field"
import { ResourcePicker } from "../resource-picker"
import type { VariantChoice } from "./link-form"
import type { LinkValues } from "./link-schema"

type LinkFieldsProps = { form: UseFormReturn<LinkValues>; variants: VariantChoice[] }

export const LinkFields = ({ form: { control, setValue }, variants }: LinkFieldsProps) => {
  const { t } = useWords()
  const [variantId, pricing] = useWatch({ control, name: ["variant_id", "pricing"] })
  const sold = variants.find(({ id }) => id === variantId)?.sold
  const sharedHint = sold && t("widgets.link.shared")
  return (
    <>
      {variants.length > 1 && (
        <ChoiceField
          control={control}
          name="variant_id"
          label={t("widgets.link.variant")}
          choices={variants.map(({ id, title }) => ({ value: id, label: title }))}
          onChosen={(id) => {
            const chosen = variants.find((variant) => variant.id === id)?.sold
            if (!chosen) return
            setValue("pricing", chosen.pricing)
            setValue("duration_days", asText(chosen.duration_days))
          }}
        />
      )}
      <Form.Field
        control={control}
        name="resource_id"
        render={({ field }) => (
          <Form.Item>
            <Form.Label>{t("common.fields.resource_id")}</Form.Label>
            <Form.Control>
              <ResourcePicker {...field} />
            </Form.Control>
            <Form.ErrorMessage />
          </Form.Item>
        )}
      />
      <ChoiceField
        control={control}
        name="pricing"
        label={t("widgets.link.pricing")}
        hint={sharedHint}
        choices={(["PER_DAY", "PER_BOOKING"] as const).map((value) => ({
          value,
          label: t(`widgets.pricing.${value}`),
        }))}
      />
      <NumberField
        control={control}
        name="duration_days"
        optional
        min={1}
        hint={pricing === "PER_BOOKING" ? t("widgets.link.durationOfBooking") : t("widgets.link.duration")}
      />
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <NumberField control={control} name="units" min={1} />
        <ChoiceField
          control={control}
          name="per"
          label={t("widgets.link.per")}
          choices={(["UNIT", "BOOKING"] as const).map((value) => ({ value, label: t(`widgets.link.each.${value}`) }))}
        />
      </div>
    </>
  )
}
