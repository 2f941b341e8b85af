import { zodResolver } from "@hookform/resolvers/zod"
import { toast } from "@medusajs/ui"
import { useForm } from "react-hook-form"
import { useLinkVariant, type SoldVariant } from "../../hooks/use-variants"
import { useWords } from "../../hooks/use-words"
import { showFieldMistake } from "../../lib/form"
import { FormDrawer } from "../form-drawer"
import { RefusalAlert } from "../refusal-alert"
import { LinkFields } from "./link-fields"
import { linkDefaults, linkOf, linkSchema, type LinkValues } from "./link-schema"

export type VariantChoice = { id: string; title: string; sold?: SoldVariant }

/** Makes a variant sell a resource. Of a single variant it need not be chosen. */
export const LinkForm = ({ variants, onLinked }: { variants: VariantChoice[]; onLinked: () => void }) => {
  const { t } = useWords()
  const link = useLinkVariant()
  const [only] = variants.length === 1 ? variants : []
  const form = useForm<LinkValues>({
    defaultValues: linkDefaults(only?.id ?? "", only?.sold),
    resolver: zodResolver(linkSchema(t)),
  })
  const submit = form.handleSubmit((values) =>
    link.mutateAsync(linkOf(values)).then(
      ({ variant }) => {
        toast.success(t("widgets.link.done", { variant: variant.title }))
        onLinked()
      },
      (error: unknown) => void showFieldMistake(error, form),
    ),
  )
  return (
    <FormDrawer form={form} onSubmit={submit} submit={t("widgets.link.send")} isBusy={link.isPending}>
      <LinkFields form={form} variants={variants} />
      <RefusalAlert error={link.error} />
    </FormDrawer>
  )
}
