const TABLES = ["resource_hold", "resource_allocation", "resource_capacity"]

/** What the tables of claims take on the disk: `{ table, rows, table_bytes, index_bytes }` of each, freshly vacuumed. */
export async function sizesOf(db) {
  const { rows } = await db.query(
    `select relname as table, reltuples::float8 as rows, pg_table_size(oid)::float8 as table_bytes,
            pg_indexes_size(oid)::float8 as index_bytes
     from pg_class
     where relname = any ($1) and relkind = 'r'
     order by array_position($1, relname::text)`,
    [TABLES],
  )
  return rows
}

const megabytes = (bytes) => Math.round(bytes / 1e6).toLocaleString("en")
const bytesEach = ({ rows, table_bytes, index_bytes }) => Math.round((table_bytes + index_bytes) / rows)

export const sizeTable = (sizes) =>
  [
    "| table | rows | MB | indexes, MB | bytes a row with its indexes |",
    "|---|--:|--:|--:|--:|",
    ...sizes.map((size) => {
      const { table, rows, table_bytes, index_bytes } = size
      const count = Math.round(rows).toLocaleString("en")
      return `| ${table} | ${count} | ${megabytes(table_bytes)} | ${megabytes(index_bytes)} | ${bytesEach(size)} |`
    }),
  ].join("\n")
