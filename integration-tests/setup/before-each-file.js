// Every test file loads Medusa anew, but mikro-orm's list of entities outlives it.
const { MetadataStorage } = require("@medusajs/framework/mikro-orm/core")

MetadataStorage.clear()
