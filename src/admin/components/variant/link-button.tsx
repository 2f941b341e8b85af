import { Button } from "@medusajs/ui"
import { useState } from "react"
import { useWords } from "../../hooks/use-words"
import { WidgetDrawer } from "../widget-drawer"
import { LinkForm, type VariantChoice } from "./link-form"

export const LinkButton = ({ variants }: { variants: VariantChoice[] }) => {
  const { t } = useWords()
  const [isOpen, setIsOpen] = useState(false)
  const close = () => setIsOpen(false)
  return (
    <>
      <Button size="small" variant="secondary" onClick={() => setIsOpen(true)}>
        {t("widgets.link.open")}
      </Button>
      <WidgetDrawer isOpen={isOpen} onClose={close} title={t("widgets.link.title")} text={t("widgets.link.text")}>
        <LinkForm variants={variants} onLinked={close} />
      </WidgetDrawer>
    </>
  )
}
